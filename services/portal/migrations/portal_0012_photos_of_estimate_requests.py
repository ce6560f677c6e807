"""Photos that come with requests for estimates."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "portal_0012"
down_revision = "portal_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request_photos",
        sa.Column("photo_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("form_mark", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.workspace_id"],
            name=op.f("fk_request_photos_workspace_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_request_photos")),
    )
    op.create_index(op.f("ix_request_photos_created_at"), "request_photos", ["created_at"])
    op.create_index(op.f("ix_request_photos_workspace_id_form_mark"), "request_photos", ["workspace_id", "form_mark"])
    op.create_index(
        op.f("ix_request_photos_workspace_id_request_id"),
        "request_photos",
        ["workspace_id", "request_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_request_photos_workspace_id_request_id"), table_name="request_photos")
    op.drop_index(op.f("ix_request_photos_workspace_id_form_mark"), table_name="request_photos")
    op.drop_index(op.f("ix_request_photos_created_at"), table_name="request_photos")
    op.drop_table("request_photos")
