"""The seasonal page of a portal, which is there where the workspace has turned it on."""

import sqlalchemy as sa
from alembic import op

revision = "portal_0005"
down_revision = "portal_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "portal_settings",
        sa.Column("holiday_lights_enabled", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("portal_settings", "holiday_lights_enabled")
