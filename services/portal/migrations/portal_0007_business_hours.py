"""When a business is open."""

import sqlalchemy as sa
from alembic import op

revision = "portal_0007"
down_revision = "portal_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "portal_settings",
        sa.Column("business_hours", sa.Text(), nullable=False, server_default="mon,tue,wed,thu,fri 08:00-18:00"),
    )


def downgrade() -> None:
    op.drop_column("portal_settings", "business_hours")
