"""The history of an estimate, for the office."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.quotes.api.answers import HistoryPage, history_answer
from services.quotes.api.fields import Limit
from services.quotes.queries.estimates import check_estimate
from services.quotes.queries.history import lines_of
from shared.web.caller import StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

router = APIRouter(route_class=UnitOfWorkRoute, tags=["estimates"])


@router.get("/estimates/{estimate_id}/history")
def history(
    session: Reading,
    staff: StaffDep,
    estimate_id: UUID,
    cursor: Annotated[int, Query(ge=0)] = 0,
    limit: Limit = 100,
) -> HistoryPage:
    """All that happened to it, oldest first; each line carries the hash of the one before."""
    check_estimate(session, staff.workspace, estimate_id)
    found = lines_of(session, staff.workspace, estimate_id, after=cursor, limit=limit + 1)
    shown = [history_answer(line) for line in found[:limit]]
    return {"items": shown, "next_cursor": str(shown[-1]["position"]) if len(found) > limit else None}
