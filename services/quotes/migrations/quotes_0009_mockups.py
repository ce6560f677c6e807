"""Which photos show a holiday design, before or after."""

import sqlalchemy as sa
from alembic import op

revision = "quotes_0009"
down_revision = "quotes_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mockups",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachments.id"],
            name="fk_mockups_attachment_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["estimate_id"], ["estimates.id"], name="fk_mockups_estimate_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("attachment_id", name="pk_mockups"),
    )
    op.create_index("ix_mockups_estimate_id", "mockups", ["estimate_id"])
    op.create_index("ix_mockups_workspace_id", "mockups", ["workspace_id"])


def downgrade() -> None:
    op.drop_table("mockups")
