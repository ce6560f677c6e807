"""Text messages: what the provider calls them, how long they are, and the numbers of customers without email."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0007"
down_revision = "notifications_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("reference", sa.Text(), nullable=True))
    op.create_index(op.f("ix_deliveries_recipient_channel"), "deliveries", ["recipient", "channel"])
    op.add_column("follow_ups", sa.Column("customer_phone", sa.Text(), nullable=True))
    op.add_column("watched_estimates", sa.Column("customer_phone", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("watched_estimates", "customer_phone")
    op.drop_column("follow_ups", "customer_phone")
    op.drop_index(op.f("ix_deliveries_recipient_channel"), "deliveries")
    op.drop_column("deliveries", "reference")
