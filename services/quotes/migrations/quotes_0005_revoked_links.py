"""Links that open nothing any more: single ones, and all of a record that were issued until some moment."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "quotes_0005"
down_revision = "quotes_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revoked_links",
        sa.Column("link_id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.Column("revoked_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["estimate_id"],
            ["estimates.id"],
            name="fk_revoked_links_estimate_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("link_id", name="pk_revoked_links"),
    )
    op.create_index("ix_revoked_links_estimate_id", "revoked_links", ["estimate_id"])
    op.create_index("ix_revoked_links_workspace_id", "revoked_links", ["workspace_id"])
    op.add_column("estimates", sa.Column("links_void_before", types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("estimates", "links_void_before")
    op.drop_table("revoked_links")
