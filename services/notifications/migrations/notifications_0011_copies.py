"""Contacts who get copies of what customers are mailed."""

import sqlalchemy as sa
from alembic import op

revision = "notifications_0011"
down_revision = "notifications_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "copy_addresses",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name="pk_copy_addresses"),
    )
    op.create_index("ix_copy_addresses_workspace_id_customer_id", "copy_addresses", ["workspace_id", "customer_id"])


def downgrade() -> None:
    op.drop_table("copy_addresses")
