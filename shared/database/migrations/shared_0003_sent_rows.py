"""An index of what was sent, and of nothing else.

The one of all rows was taken for those not sent, too, when statistics called them few: after an outage every batch sorted
all that had piled up.
"""

import sqlalchemy as sa
from alembic import op

revision = "shared_0003"
down_revision = "shared_0002"
branch_labels = None
depends_on = None

SENT = sa.text("sent_at IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_outbox_sent", "outbox", ["sent_at"], postgresql_where=SENT, sqlite_where=SENT)
    op.drop_index("ix_outbox_sent_at", "outbox")


def downgrade() -> None:
    op.create_index("ix_outbox_sent_at", "outbox", ["sent_at"])
    op.drop_index("ix_outbox_sent", "outbox")
