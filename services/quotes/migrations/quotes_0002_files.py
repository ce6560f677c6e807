"""Files: a drawn signature leaves the row of its acceptance, and is stored."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "quotes_0002"
down_revision = "quotes_0001"
branch_labels = None
depends_on = None

DRAWN = sa.text("signature_png IS NOT NULL")
HERE = sa.text("content IS NOT NULL")
THERE = sa.text("key IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("checked_at", types.UtcDateTime(), nullable=True),
        sa.Column("lost_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["estimate_id"], ["estimates.id"], name="fk_files_estimate_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
        sa.UniqueConstraint("owner_id", "form", name="uq_files_owner_id_form"),
    )
    op.create_index("ix_files_estimate_id", "files", ["estimate_id"])
    op.create_index("ix_files_here_due_at", "files", ["due_at"], postgresql_where=HERE, sqlite_where=HERE)
    op.create_index("ix_files_there_checked_at", "files", ["checked_at"], postgresql_where=THERE, sqlite_where=THERE)
    op.create_index("ix_files_workspace_id", "files", ["workspace_id"])
    op.create_index("ix_acceptances_drawn_here", "acceptances", ["id"], postgresql_where=DRAWN, sqlite_where=DRAWN)


def downgrade() -> None:
    op.drop_index("ix_acceptances_drawn_here", table_name="acceptances")
    op.drop_table("files")
