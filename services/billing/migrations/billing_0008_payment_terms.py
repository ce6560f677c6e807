"""When a workspace reminds its customers."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "billing_0008"
down_revision = "billing_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payment_terms",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("reminders", types.Json, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_payment_terms"),
    )


def downgrade() -> None:
    op.drop_table("payment_terms")
