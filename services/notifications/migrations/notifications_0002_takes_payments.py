"""Whether a business takes payments online, so that messages offer no more than that."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0002"
down_revision = "notifications_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What is not known of businesses that are there already is taken to be as their messages have said until now.
    op.add_column("workspaces", sa.Column("takes_payments", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    op.drop_column("workspaces", "takes_payments")
