"""In which language a customer is written to."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0008"
down_revision = "notifications_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "readers",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name="pk_readers"),
    )
    op.create_index("ix_readers_workspace_id_email", "readers", ["workspace_id", "email"])
    op.create_index("ix_readers_workspace_id_phone", "readers", ["workspace_id", "phone"])


def downgrade() -> None:
    op.drop_table("readers")
