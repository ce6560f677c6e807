"""Saved cards, what customers have agreed to about them, and payments that are charged to them."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "billing_0012"
down_revision = "billing_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_cards",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("stripe_account_id", sa.Text(), nullable=False),
        sa.Column("stripe_customer", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("last4", sa.Text(), nullable=False),
        sa.Column("saved_at", types.UtcDateTime(), nullable=False),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("autopay_since", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "customer_id", name="pk_saved_cards"),
    )
    op.create_table(
        "card_consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("ip", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_card_consents"),
    )
    op.create_index("ix_card_consents_workspace_id", "card_consents", ["workspace_id"])
    op.create_index("ix_card_consents_customer_id", "card_consents", ["customer_id"])
    op.add_column("checkouts", sa.Column("save_card", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("checkouts", sa.Column("stripe_customer", sa.Text(), nullable=True))
    op.add_column("checkouts", sa.Column("card", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("checkouts", "card")
    op.drop_column("checkouts", "stripe_customer")
    op.drop_column("checkouts", "save_card")
    op.drop_table("card_consents")
    op.drop_table("saved_cards")
