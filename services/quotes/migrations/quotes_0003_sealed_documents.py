"""Sealed documents: what was accepted, as a file that anybody can check."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "quotes_0003"
down_revision = "quotes_0002"
branch_labels = None
depends_on = None

OPEN = sa.text("sealed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "sealed_documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("sealed_at", types.UtcDateTime(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("certificate_sha256", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["acceptances.id"], name="fk_sealed_documents_id", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["estimate_id"],
            ["estimates.id"],
            name="fk_sealed_documents_estimate_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_documents"),
        sa.UniqueConstraint("estimate_id", name="uq_sealed_documents_estimate_id"),
        sa.UniqueConstraint("sha256", name="uq_sealed_documents_sha256"),
    )
    op.create_index(
        "ix_sealed_documents_open_due_at",
        "sealed_documents",
        ["due_at"],
        postgresql_where=OPEN,
        sqlite_where=OPEN,
    )
    op.create_index("ix_sealed_documents_workspace_id", "sealed_documents", ["workspace_id"])


def downgrade() -> None:
    op.drop_table("sealed_documents")
