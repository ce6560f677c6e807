"""Which requests for estimates have been taken in."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "portal_0006"
down_revision = "portal_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "estimate_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("requested_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.workspace_id"],
            name=op.f("fk_estimate_requests_workspace_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate_requests")),
        sa.UniqueConstraint("workspace_id", "fingerprint", name=op.f("uq_estimate_requests_workspace_id_fingerprint")),
    )


def downgrade() -> None:
    op.drop_table("estimate_requests")
