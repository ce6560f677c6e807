"""Workspaces' own keys of Stripe, what Stripe still asks of an account, and accounts that were left."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "billing_0010"
down_revision = "billing_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stripe_keys",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("stripe_account_id", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("livemode", sa.Boolean(), nullable=False),
        sa.Column("webhook_token", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("endpoint_id", sa.Text(), nullable=True),
        sa.Column("sealed_secrets", types.Json, nullable=False),
        sa.Column("left_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "stripe_account_id", name="pk_stripe_keys"),
        sa.UniqueConstraint("webhook_token", name="uq_stripe_keys_webhook_token"),
    )
    op.add_column("stripe_accounts", sa.Column("missing", types.Json, nullable=True))
    op.add_column("stripe_accounts", sa.Column("disabled_reason", sa.Text(), nullable=True))
    op.add_column("stripe_accounts", sa.Column("left_at", types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("stripe_accounts", "left_at")
    op.drop_column("stripe_accounts", "disabled_reason")
    op.drop_column("stripe_accounts", "missing")
    op.drop_table("stripe_keys")
