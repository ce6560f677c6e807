"""Logos: the workspace's own, for its paper."""

import sqlalchemy as sa
from alembic import op

revision = "quotes_0006"
down_revision = "quotes_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("logo_png", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("workspaces", "logo_png")
