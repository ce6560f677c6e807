"""What portals have brought about, and by which channels."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "portal_0009"
down_revision = "portal_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrivals",
        sa.Column("correlation_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("correlation_id", name=op.f("pk_arrivals")),
    )
    op.create_index(op.f("ix_arrivals_at"), "arrivals", ["at"])
    op.create_table(
        "counted_facts",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "subject_id", name=op.f("pk_counted_facts")),
    )
    op.create_index(op.f("ix_counted_facts_workspace_id_subject_id"), "counted_facts", ["workspace_id", "subject_id"])
    op.create_table(
        "portal_metrics",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "month", "channel", "figure", "currency", name=op.f("pk_portal_metrics")
        ),
    )


def downgrade() -> None:
    op.drop_table("portal_metrics")
    op.drop_table("counted_facts")
    op.drop_table("arrivals")
