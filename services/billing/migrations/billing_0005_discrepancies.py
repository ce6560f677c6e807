"""What Stripe and the books do not agree on, and until when they have been compared."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "billing_0005"
down_revision = "billing_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "discrepancies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=True),
        sa.Column("found_at", types.UtcDateTime(), nullable=False),
        sa.Column("resolved_at", types.UtcDateTime(), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_discrepancies"),
        sa.UniqueConstraint("workspace_id", "subject", "kind", name="uq_discrepancies_workspace_id_subject_kind"),
    )
    op.add_column("stripe_accounts", sa.Column("reconciled_at", types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("stripe_accounts", "reconciled_at")
    op.drop_table("discrepancies")
