"""Customers' links: the page they open, that it was seen, and a fresh link for one that opens nothing any more."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from services.quotes.api.callers import database_of, links_of, visitor
from services.quotes.api.choices import choice
from services.quotes.api.fields import Body, Whole
from services.quotes.api.public_answer import PublicAnswer, public_answer
from services.quotes.domain.link import CustomerLink, InHouse
from services.quotes.domain.selection import Chosen
from services.quotes.queries.documents import sealed_at_of
from services.quotes.queries.links import find_linked
from services.quotes.queries.notes import notes_of
from services.quotes.queries.parties import rights_of
from services.quotes.queries.public_view import find_shown
from services.quotes.usecases.renew_link import renew_link
from services.quotes.usecases.view_estimate import view_estimate
from shared.clock import utc_now
from shared.database.session import Session
from shared.errors import TooMany
from shared.web.caller import CallerDep, current_caller
from shared.web.rate_limit import check_rate
from shared.web.unit_of_work import UnitOfWorkRoute, Writing

RENEWALS_PER_HOUR = 3

router = APIRouter(route_class=UnitOfWorkRoute, tags=["links"])

_SHOWN: dict[int | str, dict[str, Any]] = {200: {"model": PublicAnswer}}


class View(Body):
    """The version that was on the screen, and as what the page was opened where its address says so."""

    version: Whole
    view: str | None = None


@router.get("/public/links/{token}", response_class=JSONResponse, responses=_SHOWN)
def show(
    request: Request,
    token: str,
    *,
    option_id: str | None = None,
    plan: str | None = None,
    item: Annotated[list[str] | None, Query(max_length=1000)] = None,
    view: str | None = None,
) -> Response:
    """What the link opens, with the totals of what is chosen; what does not fit is left out. Changes nothing."""
    # Every visit begins here. Caller and session are taken by hand: as dependencies they cost a thread each.
    current_caller(request)
    link = links_of(request).open(token, view)
    with database_of(request).read() as session:
        return JSONResponse(page_of(session, link, choice(option_id, plan, item)))


def page_of(session: Session, link: CustomerLink | InHouse, chosen: Chosen) -> PublicAnswer:
    """The page of `link`, with the totals of what is chosen."""
    row = find_shown(session, link)
    notes = notes_of(session, row.workspace_id, row.estimate_id) if row.has_notes else ()
    sealed_at = sealed_at_of(session, row.workspace_id, row.document_id) if row.document_id else None
    rights = rights_of(session, link)
    return public_answer(row, notes, link=link, chosen=chosen, now=utc_now(), sealed_at=sealed_at, rights=rights)


@router.post("/public/links/{token}/view", status_code=204)
def view(request: Request, session: Writing, caller: CallerDep, token: str, body: View) -> None:
    """Tells that a person has seen the page; the office looking at it does not count."""
    if caller.kind != "staff":
        link = links_of(request).open(token, body.view)
        view_estimate(session, link=link, version=body.version, origin=visitor(caller))


@router.post("/public/links/{token}/renew", status_code=202)
def renew(request: Request, caller: CallerDep, token: str) -> dict[str, str]:
    """Has a fresh link sent to the address on file, also where this one has expired or is revoked. Answers alike always."""
    links, database = links_of(request), database_of(request)
    link = links.open_once_valid(token)
    with database.read() as session:
        workspace_id, estimate_id = find_linked(session, link)
    # The limit counts in a transaction of its own, before the one that sends: what is refused must count, too.
    try:
        check_rate(database, f"renew:{estimate_id}", limit=RENEWALS_PER_HOUR, seconds=3600)
    except TooMany:
        return {"status": "accepted"}
    with database.begin() as session:
        which = {"workspace_id": workspace_id, "estimate_id": estimate_id}
        renew_link(session, **which, asked=link.asked, links=links, origin=visitor(caller))
    return {"status": "accepted"}
