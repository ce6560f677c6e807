"""An index for the office's list of the estimates in one state: without it a few drafts were looked for in all records."""

from alembic import op

revision = "quotes_0012"
down_revision = "quotes_0011"
branch_labels = None
depends_on = None

NAME = "ix_estimates_workspace_id_status_id"


def upgrade() -> None:
    op.create_index(NAME, "estimates", ["workspace_id", "status", "id"])


def downgrade() -> None:
    op.drop_index(NAME, table_name="estimates")
