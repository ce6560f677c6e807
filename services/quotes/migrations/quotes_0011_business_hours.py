"""When a business is open."""

import sqlalchemy as sa
from alembic import op

revision = "quotes_0011"
down_revision = "quotes_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "workspaces",
        sa.Column("hours", sa.Text(), nullable=False, server_default="mon,tue,wed,thu,fri 08:00-18:00"),
    )


def downgrade() -> None:
    op.drop_column("workspaces", "hours")
