"""In which language a customer is written to."""

import sqlalchemy as sa
from alembic import op

revision = "quotes_0013"
down_revision = "quotes_0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("language", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("customers", "language")
