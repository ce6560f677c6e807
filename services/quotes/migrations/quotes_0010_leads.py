"""Leads, and what becomes of them."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "quotes_0010"
down_revision = "quotes_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("services", types.Json, nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("referral_code", sa.Text(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("answered_at", types.UtcDateTime(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("estimate_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_leads_customer_id", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["estimate_id"], ["estimates.id"], name="fk_leads_estimate_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_leads"),
    )
    op.create_index("ix_leads_workspace_id_id", "leads", ["workspace_id", "id"])
    op.create_index("ix_leads_workspace_id_status_id", "leads", ["workspace_id", "status", "id"])
    op.create_table(
        "lead_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name="fk_lead_lines_lead_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_lead_lines"),
    )
    op.create_index("ix_lead_lines_workspace_id", "lead_lines", ["workspace_id"])
    op.create_index("ix_lead_lines_lead_id_id", "lead_lines", ["lead_id", "id"])
    op.add_column("estimates", sa.Column("lead_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("estimates", "lead_id")
    op.drop_table("lead_lines")
    op.drop_table("leads")
