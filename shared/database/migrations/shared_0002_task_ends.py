"""How tasks ended."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "shared_0002"
down_revision = "shared_0001"
branch_labels = None
depends_on = None

UNFINISHED = sa.text("kind = 'task' AND done_at IS NULL AND dead_at IS NULL")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("done_at", types.UtcDateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_outbox_unfinished", "outbox", ["position"], postgresql_where=UNFINISHED, sqlite_where=UNFINISHED
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_unfinished", "outbox")
    op.drop_column("outbox", "done_at")
