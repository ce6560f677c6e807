"""Brands that are in use no more, and how the checklist of a new business was put away."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "portal_0011"
down_revision = "portal_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("brands", sa.Column("retired_at", types.UtcDateTime(), nullable=True))
    op.add_column(
        "portal_settings",
        sa.Column("checklist_dismissed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("portal_settings", "checklist_dismissed")
    op.drop_column("brands", "retired_at")
