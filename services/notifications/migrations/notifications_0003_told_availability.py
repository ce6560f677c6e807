"""What the other services were last told of a channel's availability."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0003"
down_revision = "notifications_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("channel_health", sa.Column("told_available", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("channel_health", "told_available")
