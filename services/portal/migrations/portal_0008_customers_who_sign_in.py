"""Customers who sign in."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "portal_0008"
down_revision = "portal_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "customer_sessions",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("address_mark", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_customer_sessions")),
        sa.UniqueConstraint("token_hash", "customer_id", name=op.f("uq_customer_sessions_token_hash_customer_id")),
    )
    op.create_index(op.f("ix_customer_sessions_address_mark"), "customer_sessions", ["address_mark"])
    op.create_index(op.f("ix_customer_sessions_customer_id"), "customer_sessions", ["customer_id"])
    op.create_index(op.f("ix_customer_sessions_expires_at"), "customer_sessions", ["expires_at"])
    op.create_index(op.f("ix_customer_sessions_party_id"), "customer_sessions", ["party_id"])
    op.create_table(
        "sign_ins",
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("address_mark", sa.Text(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("used_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("sign_in_id", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("ix_sign_ins_address_mark"), "sign_ins", ["address_mark"])
    op.create_index(op.f("ix_sign_ins_expires_at"), "sign_ins", ["expires_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_sign_ins_expires_at"), table_name="sign_ins")
    op.drop_index(op.f("ix_sign_ins_address_mark"), table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_index(op.f("ix_customer_sessions_party_id"), table_name="customer_sessions")
    op.drop_index(op.f("ix_customer_sessions_expires_at"), table_name="customer_sessions")
    op.drop_index(op.f("ix_customer_sessions_customer_id"), table_name="customer_sessions")
    op.drop_index(op.f("ix_customer_sessions_address_mark"), table_name="customer_sessions")
    op.drop_table("customer_sessions")
