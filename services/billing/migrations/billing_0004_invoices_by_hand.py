"""Invoices by hand and from what was agreed, payments that do not come through Stripe, and what is known of customers."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "billing_0004"
down_revision = "billing_0003"
branch_labels = None
depends_on = None

TOLD = (
    "slug",
    "company_name",
    "currency",
    "locale",
    "contact_email",
    "contact_phone",
    "accent_color",
    "logo_png",
)


def upgrade() -> None:
    op.create_table(
        "agreements",
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("lines", types.Json, nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("customer_name", sa.Text(), nullable=False),
        sa.Column("customer_email", sa.Text(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("accepted_at", types.UtcDateTime(), nullable=False),
        sa.Column("completed_at", types.UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("estimate_id", name="pk_agreements"),
    )
    op.create_index("ix_agreements_workspace_id", "agreements", ["workspace_id"])
    op.create_index("ix_agreements_workspace_id_job_id", "agreements", ["workspace_id", "job_id"])
    op.create_table(
        "customers",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("customer_id", name="pk_customers"),
    )
    op.create_index("ix_customers_workspace_id_email", "customers", ["workspace_id", "email"])
    op.create_table(
        "offline_payments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", types.UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_offline_payments_brings_something")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name="fk_offline_payments_invoice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_offline_payments"),
    )
    op.create_index("ix_offline_payments_workspace_id_invoice_id", "offline_payments", ["workspace_id", "invoice_id"])
    _widen_invoices()
    op.create_index("ix_invoices_workspace_id_customer_id", "invoices", ["workspace_id", "customer_id"])
    for name in TOLD:
        op.add_column("workspaces", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("workspaces", sa.Column("privacy", sa.Text(), nullable=False, server_default="standard"))


def _widen_invoices() -> None:
    # With a default in the database, since the release before this one knows nothing of them.
    op.add_column("invoices", sa.Column("credited", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("invoices", sa.Column("tax", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("invoices", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("invoices", sa.Column("sent_at", types.UtcDateTime(), nullable=True))
    op.add_column("invoices", sa.Column("note", sa.Text(), nullable=True))


def downgrade() -> None:
    for name in ("privacy", *reversed(TOLD)):
        op.drop_column("workspaces", name)
    op.drop_index("ix_invoices_workspace_id_customer_id", "invoices")
    for name in ("note", "sent_at", "version", "tax", "credited"):
        op.drop_column("invoices", name)
    for table in ("offline_payments", "customers", "agreements"):
        op.drop_table(table)
