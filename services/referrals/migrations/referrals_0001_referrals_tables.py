"""Referrals tables."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "referrals_0001"
down_revision = None
branch_labels = ("referrals",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workspaces",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("public_site_url", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_workspaces")),
    )
    op.create_table(
        "customers",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customers")),
    )
    op.create_table(
        "accepted_estimates",
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("accepted_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("estimate_id", name=op.f("pk_accepted_estimates")),
    )
    op.create_table(
        "paid_invoices",
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("invoice_id", name=op.f("pk_paid_invoices")),
    )
    for table in ("customers", "accepted_estimates", "paid_invoices"):
        op.create_index(op.f(f"ix_{table}_workspace_id_customer_id"), table, ["workspace_id", "customer_id"])
    op.create_table(
        "referral_codes",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_referral_codes")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_referral_codes_customer_id")),
    )
    op.create_index(op.f("ix_referral_codes_workspace_id"), "referral_codes", ["workspace_id"])


def downgrade() -> None:
    for table in ("referral_codes", "paid_invoices", "accepted_estimates", "customers", "workspaces"):
        op.drop_table(table)
