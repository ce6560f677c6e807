"""Numbers given out one after the other, per workspace."""

from uuid import UUID

from services.quotes.domain.numbering import ESTIMATES, FIRST, Counter, estimate_number
from shared.database.session import Session
from shared.database.upsert import insert_into


def next_estimate_number(session: Session, workspace_id: UUID) -> str:
    """The next number of the workspace's estimates; whoever else asks waits until this transaction has ended."""
    first = {"workspace_id": workspace_id, "name": ESTIMATES, "last": FIRST}
    statement = insert_into(session, Counter).values(first)
    statement = statement.on_conflict_do_update(
        index_elements=[Counter.workspace_id, Counter.name], set_={"last": Counter.last + 1}
    )
    return estimate_number(session.execute(statement.returning(Counter.last)).scalar_one())
