"""Which reminders of an invoice have been sent."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "billing_0006"
down_revision = "billing_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("invoice_id", "step", name="pk_reminders"),
    )
    op.create_index("ix_reminders_workspace_id", "reminders", ["workspace_id"])


def downgrade() -> None:
    op.drop_table("reminders")
