"""What each member of an office wants to hear of and how, and why an address is not written to any more."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "notifications_0009"
down_revision = "notifications_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("suppressions", sa.Column("detail", sa.Text(), nullable=True))
    op.add_column("opt_outs", sa.Column("reason", sa.Text(), nullable=True))
    op.create_table(
        "preferences",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("in_app", sa.Boolean(), nullable=False),
        sa.Column("sms", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "staff_id", "kind", name=op.f("pk_preferences")),
    )
    op.create_table(
        "reader_hours",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_until", sa.Integer(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "staff_id", name=op.f("pk_reader_hours")),
    )
    op.create_table(
        "held_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_notices")),
        sa.UniqueConstraint("staff_id", "cause_id", "kind", name=op.f("uq_held_notices_staff_id_cause_id_kind")),
    )
    op.create_index(op.f("ix_held_notices_workspace_id_staff_id"), "held_notices", ["workspace_id", "staff_id"])


def downgrade() -> None:
    for table in ("held_notices", "reader_hours", "preferences"):
        op.drop_table(table)
    op.drop_column("opt_outs", "reason")
    op.drop_column("suppressions", "detail")
