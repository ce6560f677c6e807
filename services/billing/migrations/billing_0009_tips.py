"""Tips, and payments of a part: whether customers may choose them, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "billing_0009"
down_revision = "billing_0008"
branch_labels = None
depends_on = None

_CHOICES = ("tips", "tips_on_deposits", "parts")


def upgrade() -> None:
    for name in _CHOICES:
        op.add_column("payment_terms", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    for table in ("checkouts", "refunds"):
        op.add_column(table, sa.Column("tip", sa.BigInteger(), server_default="0", nullable=False))


def downgrade() -> None:
    for table in ("refunds", "checkouts"):
        op.drop_column(table, "tip")
    for name in reversed(_CHOICES):
        op.drop_column("payment_terms", name)
