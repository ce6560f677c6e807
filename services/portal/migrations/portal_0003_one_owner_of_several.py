"""An address may sign in to several workspaces."""

import sqlalchemy as sa
from alembic import op

from shared.database import types

revision = "portal_0003"
down_revision = "portal_0002"
branch_labels = None
depends_on = None

COLUMNS = "staff_id, workspace_id, email, name, role, password_hash, created_at"


OF_ALL, OF_ONE = "uq_staff_email", "uq_staff_workspace_id_email"


def upgrade() -> None:
    op.drop_index("ix_staff_workspace_id", "staff")
    _hold_unique(OF_ONE, ["workspace_id", "email"], instead_of=OF_ALL)
    op.create_index("ix_staff_email", "staff", ["email"])


def downgrade() -> None:
    op.drop_index("ix_staff_email", "staff")
    _hold_unique(OF_ALL, ["email"], instead_of=OF_ONE)
    op.create_index("ix_staff_workspace_id", "staff", ["workspace_id"])


def _hold_unique(name: str, columns: list[str], *, instead_of: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(sa.UniqueConstraint(*columns, name=name))
        return
    op.drop_constraint(instead_of, "staff", type_="unique")
    op.create_unique_constraint(name, "staff", columns)


def _make_anew(unique: sa.UniqueConstraint) -> None:
    """SQLite keeps a table's constraints for as long as the table; rows that refer to it are looked at at the commit."""
    op.execute(f"CREATE TABLE staff_kept AS SELECT {COLUMNS} FROM staff")
    op.drop_table("staff")
    op.create_table(
        "staff",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.workspace_id"],
            name="fk_staff_workspace_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("staff_id", name="pk_staff"),
        unique,
    )
    op.execute(f"INSERT INTO staff ({COLUMNS}) SELECT {COLUMNS} FROM staff_kept")
    op.drop_table("staff_kept")
