"""What workspaces chose for their portals."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "portal_0004"
down_revision = "portal_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "portal_settings",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("proposals", sa.Boolean(), nullable=False),
        sa.Column("estimate_requests", sa.Boolean(), nullable=False),
        sa.Column("invoice_payments", sa.Boolean(), nullable=False),
        sa.Column("reviews", sa.Boolean(), nullable=False),
        sa.Column("referrals", sa.Boolean(), nullable=False),
        sa.Column("privacy", sa.Text(), nullable=False),
        sa.Column("google_review_url", sa.Text(), nullable=True),
        sa.Column("invite_everyone", sa.Boolean(), nullable=False),
        sa.Column("services", types.Json, nullable=False),
        sa.Column("takes_payments", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.workspace_id"],
            name=op.f("fk_portal_settings_workspace_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_portal_settings")),
    )


def downgrade() -> None:
    op.drop_table("portal_settings")
