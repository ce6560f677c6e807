"""Notifications tables."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "notifications_0001"
down_revision = None
branch_labels = ("notifications",)
# The trigger calls a function that this one makes.
depends_on = "shared_0001"

OPEN = sa.text("status IN ('queued', 'sending')")

# Whoever waits for notices in another process hears of new ones at once.
WAKE_TRIGGER = """
CREATE TRIGGER inbox_items_wake AFTER INSERT ON inbox_items
FOR EACH STATEMENT EXECUTE FUNCTION porchlight_wake('inbox')
"""


def upgrade() -> None:
    create_projections()
    create_deliveries()
    create_inbox()


def create_projections() -> None:
    op.create_table(
        "workspaces",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("company_name", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("public_site_url", sa.Text(), nullable=True),
        sa.Column("contact_email", sa.Text(), nullable=True),
        sa.Column("contact_phone", sa.Text(), nullable=True),
        sa.Column("accent_color", sa.Text(), nullable=True),
        sa.Column("logo_url", sa.Text(), nullable=True),
        sa.Column("last_position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_workspaces")),
    )
    op.create_table(
        "members",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_members")),
    )
    op.create_index(op.f("ix_members_workspace_id"), "members", ["workspace_id"])


def create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient_kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("context", types.Json, nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=True),
        sa.Column("handed_at", types.UtcDateTime(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("undecided", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("sent_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "cause_id",
            "template",
            "channel",
            "recipient",
            name=op.f("uq_deliveries_cause_id_template_channel_recipient"),
        ),
    )
    op.create_index("ix_deliveries_open", "deliveries", ["due_at"], postgresql_where=OPEN, sqlite_where=OPEN)
    op.create_index(op.f("ix_deliveries_workspace_id_id"), "deliveries", ["workspace_id", "id"])
    op.create_index(op.f("ix_deliveries_workspace_id_record_id"), "deliveries", ["workspace_id", "record_id"])
    op.create_table(
        "suppressions",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "address", name=op.f("pk_suppressions")),
    )
    op.create_table(
        "channel_health",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("opened_until", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel_health")),
    )


def create_inbox() -> None:
    op.create_table(
        "inbox_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_items")),
        sa.UniqueConstraint("cause_id", "template", name=op.f("uq_inbox_items_cause_id_template")),
    )
    place = op.f("ix_inbox_items_workspace_id_position")
    op.create_index(place, "inbox_items", ["workspace_id", "position"], unique=True)
    op.create_table(
        "read_marks",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "workspace_id", name=op.f("pk_read_marks")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(WAKE_TRIGGER)


def downgrade() -> None:
    for table in ("read_marks", "inbox_items", "channel_health", "suppressions", "deliveries", "members", "workspaces"):
        op.drop_table(table)
