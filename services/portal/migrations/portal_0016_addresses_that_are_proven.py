"""Whose address is proven, of those who sign in to an office."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "portal_0016"
down_revision = "portal_0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("proven_at", types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("staff", "proven_at")
