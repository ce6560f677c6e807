"""Follow-ups to jobs, reminders of estimates, and when a workspace wants them."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "notifications_0004"
down_revision = "notifications_0003"
branch_labels = None
depends_on = None

TABLES = ("reminders", "watched_estimates", "open_invoices", "follow_ups", "message_settings")
FEATURES = ("reviews", "referrals", "invoice_payments")


def upgrade() -> None:
    for name in FEATURES:
        default = sa.false() if name == "invoice_payments" else sa.true()
        op.add_column("workspaces", sa.Column(name, sa.Boolean(), nullable=False, server_default=default))
    op.create_table(
        "message_settings",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("follow_up", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("follow_up_hours", "not_viewed_days", "not_signed_days", "expiring_days")
        ),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_until", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_message_settings")),
    )
    _follow_ups()
    _reminders()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for name in FEATURES:
        op.drop_column("workspaces", name)


def _follow_ups() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("customer_name", sa.Text(), nullable=False),
        sa.Column("customer_email", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=True),
        sa.Column("settled_at", types.UtcDateTime(), nullable=True),
        sa.Column("review_link", sa.Text(), nullable=True),
        sa.Column("is_reviewed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_follow_ups")),
    )
    waiting = sa.text("settled_at IS NULL AND due_at IS NOT NULL")
    op.create_index("ix_follow_ups_waiting", "follow_ups", ["due_at"], postgresql_where=waiting, sqlite_where=waiting)
    op.create_index(op.f("ix_follow_ups_workspace_id"), "follow_ups", ["workspace_id"])
    op.create_table(
        "open_invoices",
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount_due", sa.BigInteger(), nullable=False),
        sa.Column("told_at", types.UtcDateTime(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("invoice_id", name=op.f("pk_open_invoices")),
    )
    op.create_index(op.f("ix_open_invoices_workspace_id_customer_id"), "open_invoices", ["workspace_id", "customer_id"])


def _reminders() -> None:
    op.create_table(
        "watched_estimates",
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("number", "title", "kind", "customer_name")),
        sa.Column("customer_email", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        *(
            sa.Column(name, types.UtcDateTime(), nullable=True)
            for name in ("sent_at", "viewed_at", "closed_at", "handled_until", "next_at")
        ),
        sa.PrimaryKeyConstraint("estimate_id", name=op.f("pk_watched_estimates")),
    )
    looked_at = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_watched_estimates_next_at",
        "watched_estimates",
        ["next_at"],
        postgresql_where=looked_at,
        sqlite_where=looked_at,
    )
    op.create_index(op.f("ix_watched_estimates_workspace_id"), "watched_estimates", ["workspace_id"])
    op.create_table(
        "reminders",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "step", "due_at", name=op.f("pk_reminders")),
    )
    op.create_index(op.f("ix_reminders_workspace_id"), "reminders", ["workspace_id"])
