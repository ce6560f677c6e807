"""Contacts who may pay for a customer."""

import sqlalchemy as sa
from alembic import op

revision = "billing_0014"
down_revision = "billing_0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paying_contacts",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name="pk_paying_contacts"),
    )
    op.create_index("ix_paying_contacts_workspace_id_email", "paying_contacts", ["workspace_id", "email"])
    op.create_index("ix_paying_contacts_workspace_id_customer_id", "paying_contacts", ["workspace_id", "customer_id"])


def downgrade() -> None:
    op.drop_table("paying_contacts")
