"""Who changed what."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "portal_0014"
down_revision = "portal_0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activities",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("subject_name", sa.Text(), nullable=False),
        sa.Column("changes", types.Json, nullable=False),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_activities")),
    )
    for columns in (
        ["workspace_id", "activity_id"],
        ["workspace_id", "actor_id", "activity_id"],
        ["workspace_id", "kind", "activity_id"],
    ):
        op.create_index(op.f(f"ix_activities_{'_'.join(columns)}"), "activities", columns)


def downgrade() -> None:
    op.drop_table("activities")
