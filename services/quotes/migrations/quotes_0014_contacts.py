"""Contacts of customers, and the addresses that people sign in by."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "quotes_0014"
down_revision = "quotes_0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_key", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("may_sign", sa.Boolean(), nullable=False),
        sa.Column("may_pay", sa.Boolean(), nullable=False),
        sa.Column("gets_copies", sa.Boolean(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_contacts_customer_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_customer_id"), "contacts", ["customer_id"])
    op.create_index(op.f("ix_contacts_email_key"), "contacts", ["email_key"])
    op.create_index(op.f("ix_contacts_phone"), "contacts", ["phone"])
    op.create_index(op.f("ix_contacts_workspace_id_email_key"), "contacts", ["workspace_id", "email_key"])
    op.create_index(op.f("ix_contacts_workspace_id_phone"), "contacts", ["workspace_id", "phone"])
    op.create_index(op.f("ix_customers_email_key"), "customers", ["email_key"])
    op.create_index(op.f("ix_customers_phone"), "customers", ["phone"])


def downgrade() -> None:
    op.drop_index(op.f("ix_customers_phone"), table_name="customers")
    op.drop_index(op.f("ix_customers_email_key"), table_name="customers")
    op.drop_index(op.f("ix_contacts_workspace_id_phone"), table_name="contacts")
    op.drop_index(op.f("ix_contacts_workspace_id_email_key"), table_name="contacts")
    op.drop_index(op.f("ix_contacts_phone"), table_name="contacts")
    op.drop_index(op.f("ix_contacts_email_key"), table_name="contacts")
    op.drop_index(op.f("ix_contacts_customer_id"), table_name="contacts")
    op.drop_table("contacts")
