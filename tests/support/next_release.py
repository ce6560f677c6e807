"""Runs Porchlight's command line as the release after this one, on databases that are left as they are.

What that release adds: a column of estimates that may be null and one that may not, one of acceptances, and a table, which
is read whenever an estimate is.
"""

import sys

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, Uuid, func, select
from sqlalchemy.orm import column_property, mapped_column

MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "quotes_9999"
down_revision = {head!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("estimates", sa.Column("mood", sa.Text()))
    op.add_column("estimates", sa.Column("stars", sa.Integer(), nullable=False, server_default="3"))
    op.add_column("acceptances", sa.Column("mood", sa.Text()))
    op.create_table(
        "applause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estimate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["estimate_id"], ["estimates.id"], name="fk_applause_estimate_id"),
        sa.PrimaryKeyConstraint("id", name="pk_applause"),
    )
"""


def add_what_is_new() -> None:
    """To the tables and classes in this process."""
    from services.quotes.domain.acceptance import Acceptance
    from services.quotes.domain.estimate import Estimate

    estimates = Estimate.metadata
    applause = Table(
        "applause",
        estimates,
        Column("id", Uuid, primary_key=True),
        Column("estimate_id", ForeignKey("estimates.id"), nullable=False),
    )
    heard = select(func.count(applause.c.id)).where(applause.c.estimate_id == Estimate.id).scalar_subquery()
    for mapped, name, new in (
        (Estimate, "mood", mapped_column(Text, nullable=True)),
        (Estimate, "stars", mapped_column(Integer, nullable=False, insert_default=3, server_default="3")),
        (Estimate, "applause", column_property(heard)),
        (Acceptance, "mood", mapped_column(Text, nullable=True)),
    ):
        setattr(mapped, name, new)


def leave_databases_alone() -> None:
    """Where `porchlight up` would migrate them at its start."""
    from shared.runtime import embedded

    embedded.migrate = lambda _context: None  # type: ignore[attr-defined]


if __name__ == "__main__":
    add_what_is_new()
    leave_databases_alone()
    from services.__main__ import main

    sys.exit(main(sys.argv[1:]))
