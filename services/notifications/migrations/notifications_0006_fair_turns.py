"""Turns of the workspaces, and a breaker for what each of them sends."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "notifications_0006"
down_revision = "notifications_0005"
branch_labels = None
depends_on = None

OPEN = sa.text("status IN ('queued', 'sending')")


def upgrade() -> None:
    op.create_index(
        "ix_deliveries_turn",
        "deliveries",
        ["workspace_id", "channel", "due_at"],
        postgresql_where=OPEN,
        sqlite_where=OPEN,
    )
    op.create_table(
        "workspace_channels",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("opened_until", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "channel", name=op.f("pk_workspace_channels")),
    )


def downgrade() -> None:
    op.drop_table("workspace_channels")
    op.drop_index("ix_deliveries_turn", "deliveries")
