"""Rewards that pay for invoices."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "billing_0007"
down_revision = "billing_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("reward_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("granted_at", types.UtcDateTime(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("reversed_at", types.UtcDateTime(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_credits_gives_something")),
        sa.PrimaryKeyConstraint("id", name="pk_credits"),
        sa.UniqueConstraint("workspace_id", "reward_id", name="uq_credits_workspace_id_reward_id"),
    )
    op.create_index("ix_credits_workspace_id_customer_id", "credits", ["workspace_id", "customer_id"])
    op.create_table(
        "credit_uses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("credit_id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("used_at", types.UtcDateTime(), nullable=False),
        sa.Column("taken_back_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["credit_id"], ["credits.id"], name="fk_credit_uses_credit_id"),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name="fk_credit_uses_invoice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_credit_uses"),
    )
    op.create_index("ix_credit_uses_workspace_id_invoice_id", "credit_uses", ["workspace_id", "invoice_id"])
    op.create_index("ix_credit_uses_workspace_id_credit_id", "credit_uses", ["workspace_id", "credit_id"])
    op.add_column("invoices", sa.Column("rewarded", sa.BigInteger(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("invoices", "rewarded")
    op.drop_table("credit_uses")
    op.drop_table("credits")
