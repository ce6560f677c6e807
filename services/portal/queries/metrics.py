"""Facts that were counted, and the figures that follow from them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import delete, insert, select, text

from services.portal.domain.metric import Cell, CountedFact, PortalMetric, Tally
from shared.database.session import Session
from shared.database.upsert import dialect_of, insert_into

_KEY = ["workspace_id", "month", "channel", "figure", "currency"]
_BATCH = 1000


def facts_of(session: Session, workspace_id: UUID, subject_id: UUID) -> Sequence[CountedFact]:
    """All that was counted of one record."""
    mine = CountedFact.workspace_id == workspace_id, CountedFact.subject_id == subject_id
    return session.scalars(select(CountedFact).where(*mine)).all()


def facts_by_record(session: Session, workspace_id: UUID) -> Iterator[list[CountedFact]]:
    """All that was ever counted in a workspace, record by record."""
    mine = select(CountedFact).where(CountedFact.workspace_id == workspace_id).order_by(CountedFact.subject_id)
    rows = session.scalars(mine.execution_options(yield_per=_BATCH))
    for _, facts in groupby(rows, key=lambda fact: fact.subject_id):
        yield list(facts)


def add_figures(session: Session, workspace_id: UUID, tally: Tally) -> None:
    """Adds to the figures; whoever adds to the same one at the same moment waits."""
    changes = {cell: sums for cell, sums in tally.items() if sums != (0, 0)}
    if not changes:
        return
    # In one order, so that two who add to several do not wait for each other.
    rows = sorted(_rows(workspace_id, changes), key=lambda row: [str(row[name]) for name in _KEY])
    statement = insert_into(session, PortalMetric).values(rows)
    new = statement.excluded
    more = {"count": PortalMetric.count + new.count, "amount": PortalMetric.amount + new.amount}
    session.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=more))


def replace_figures(session: Session, workspace_id: UUID, tally: Tally) -> None:
    """Has these figures, and no others."""
    session.execute(delete(PortalMetric).where(PortalMetric.workspace_id == workspace_id))
    if tally:
        session.execute(insert(PortalMetric), _rows(workspace_id, tally))


def stop_counting(session: Session) -> None:
    """Has everybody else who counts, for all workspaces, wait until the transaction ends; on SQLite nobody else writes."""
    if dialect_of(session) == "postgresql":
        session.execute(text("LOCK TABLE counted_facts IN SHARE ROW EXCLUSIVE MODE"))


def figures_of(session: Session, workspace_id: UUID, first: str = "", last: str = "9999-12") -> Tally:
    """The figures from one month to another, both included."""
    mine = PortalMetric.workspace_id == workspace_id, PortalMetric.month.between(first, last)
    return {
        Cell(row.month, row.channel, row.figure, row.currency): (row.count, row.amount)  # type: ignore[arg-type]
        for row in session.scalars(select(PortalMetric).where(*mine))
        if row.count
    }


def _rows(workspace_id: UUID, tally: Tally) -> list[dict[str, object]]:
    return [
        {
            "workspace_id": workspace_id,
            "month": cell.month,
            "channel": cell.channel,
            "figure": cell.figure,
            "currency": cell.currency,
            "count": count,
            "amount": amount,
        }
        for cell, (count, amount) in tally.items()
    ]
