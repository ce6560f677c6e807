"""Estimates, for the office."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi import Body as BodyOf
from fastapi.responses import JSONResponse
from typing_extensions import TypedDict

from services.quotes.adapters.links import form_of
from services.quotes.api.answers import EstimatePage, estimate_item, page_of
from services.quotes.api.callers import links_of, office
from services.quotes.api.estimate_answer import EstimateAnswer, estimate_answer
from services.quotes.api.fields import Body, Cursor, Limit, Search, sought
from services.quotes.api.offers import EstimateChange, NewEstimate, change_of, offer_of
from services.quotes.domain.channel import Channel
from services.quotes.domain.estimate_states import Status
from services.quotes.domain.kinds import Kind
from services.quotes.queries.estimates import Wanted, get_estimate, list_estimates
from services.quotes.queries.workspaces import get_workspace
from services.quotes.usecases.draft_estimate import draft_estimate
from services.quotes.usecases.duplicate_estimate import duplicate_estimate
from services.quotes.usecases.revise_estimate import revise_estimate
from services.quotes.usecases.send_estimate import send_estimate
from services.quotes.usecases.void_estimate import void_estimate
from shared.clock import utc_now
from shared.database.session import Session
from shared.web.caller import EditorDep, Member, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute, tags=["estimates"])

# Written out for the documents only: answers are made by hand, and need no second look.
_ONE: dict[int | str, dict[str, Any]] = {200: {"model": EstimateAnswer}}
_NEW: dict[int | str, dict[str, Any]] = {201: {"model": EstimateAnswer}}


class Sending(Body):
    """As what, and by what, it goes out; without a kind as what its content makes of it."""

    kind: Kind | None = None
    channel: Channel = "email"


class Voiding(Body):
    """Why; what was accepted is voided for a reason only."""

    reason: str = ""


class Copying(Body):
    """For whom; without a customer for the same one."""

    customer_id: UUID | None = None


class SentAnswer(TypedDict):
    status: Status
    link: str


class LinkAnswer(TypedDict):
    link: str
    form: str


@router.post("/estimates", status_code=201, response_class=JSONResponse, responses=_NEW)
def draft(request: Request, session: Writing, staff: EditorDep, body: NewEstimate) -> JSONResponse:
    """Drafts an estimate: the customer does not see it until it is sent."""
    currency = get_workspace(session, staff.workspace).currency
    estimate = draft_estimate(
        session,
        workspace_id=staff.workspace,
        customer_id=body.customer_id,
        offer=offer_of(body, currency),
        public_token=body.public_token,
        origin=office(staff),
    )
    return JSONResponse(_answer(request, session, staff, estimate.id), 201)


@router.get("/estimates", response_model=EstimatePage)
def estimates(
    session: Reading,
    staff: StaffDep,
    *,
    status: Status | None = None,
    customer_id: UUID | None = None,
    unanswered: bool = False,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Estimates, newest first; `unanswered` are those where the customer has written last.

    With `q` those in whose number, title, or customer's name or email address it occurs.
    """
    wanted = Wanted(status, customer_id, unanswered=unanswered, search=sought(q))
    return page_of(list_estimates(session, staff.workspace, wanted, cursor=cursor, limit=limit), estimate_item)


@router.get("/estimates/{estimate_id}", response_class=JSONResponse, responses=_ONE)
def estimate(request: Request, session: Reading, staff: StaffDep, estimate_id: UUID) -> JSONResponse:
    """One estimate as it stands now."""
    return JSONResponse(_answer(request, session, staff, estimate_id))


@router.patch("/estimates/{estimate_id}", response_class=JSONResponse, responses=_ONE)
def revise(
    request: Request, session: Writing, staff: EditorDep, estimate_id: UUID, body: EstimateChange
) -> JSONResponse:
    """Changes what is offered; what has been sent gets a new version."""
    revise_estimate(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_id,
        version=body.version,
        document_hash=body.document_hash,
        change=change_of(body),
        origin=office(staff),
    )
    return JSONResponse(_answer(request, session, staff, estimate_id))


@router.post("/estimates/{estimate_id}/send", status_code=202)
def send(
    request: Request,
    session: Writing,
    staff: EditorDep,
    estimate_id: UUID,
    body: Annotated[Sending | None, BodyOf()] = None,
) -> SentAnswer:
    """Has the customer get the link. A refusal (422 `send_failed`) says why by `category` and leaves all as it was."""
    wanted = body or Sending()
    sent, link = send_estimate(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_id,
        kind=wanted.kind,
        channel=wanted.channel,
        links=links_of(request),
        origin=office(staff),
    )
    return {"status": sent.status, "link": link}


@router.post("/estimates/{estimate_id}/void", response_class=JSONResponse, responses=_ONE)
def void(request: Request, session: Writing, staff: EditorDep, estimate_id: UUID, body: Voiding) -> JSONResponse:
    """Withdraws it for good."""
    void_estimate(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_id,
        reason=body.reason,
        links=links_of(request),
        origin=office(staff),
    )
    return JSONResponse(_answer(request, session, staff, estimate_id))


@router.post("/estimates/{estimate_id}/duplicate", status_code=201, response_class=JSONResponse, responses=_NEW)
def duplicate(
    request: Request,
    session: Writing,
    staff: EditorDep,
    estimate_id: UUID,
    body: Annotated[Copying | None, BodyOf()] = None,
) -> JSONResponse:
    """Drafts another one with the same contents, but for attachments and an expiry date that is over."""
    copied = duplicate_estimate(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_id,
        customer_id=body.customer_id if body else None,
        origin=office(staff),
    )
    return JSONResponse(_answer(request, session, staff, copied.id), 201)


@router.get("/estimates/{estimate_id}/link")
def link(request: Request, session: Reading, staff: EditorDep, estimate_id: UUID) -> LinkAnswer:
    """The link the customer gets; a signed one is made anew each time. Whoever has it can sign, so viewers get none."""
    found = get_estimate(session, staff.workspace, estimate_id)
    kind = found.current.contents.linked_as(found.estimate.kind)
    made = links_of(request).link_to(found, kind=kind, now=utc_now())
    return {"link": made, "form": form_of(found.estimate)}


def _answer(request: Request, session: Session, staff: Member, estimate_id: UUID) -> EstimateAnswer:
    links = links_of(request) if staff.may_edit else None
    return estimate_answer(get_estimate(session, staff.workspace, estimate_id), links=links, now=utc_now())
