"""Leads: who asks for estimates, and how far the office has got with them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from typing_extensions import TypedDict

from services.quotes.api.answers import moment, page_of
from services.quotes.api.callers import office
from services.quotes.api.fields import Body, Cursor, Limit, Search, sought
from services.quotes.api.lead_photos import PhotosDep
from services.quotes.domain.business_hours import BusinessHours
from services.quotes.domain.lead import Lead, LeadLine, LeadSource, LeadStatus, time_left
from services.quotes.queries.leads import get_lead, lines_of, list_leads
from services.quotes.queries.pages import AnyRow
from services.quotes.queries.workspaces import get_workspace
from services.quotes.usecases.move_lead import move_lead
from services.quotes.usecases.quote_lead import quote_lead
from shared.clock import isoformat, utc_now
from shared.database.session import Session
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute, tags=["leads"])


class LeadMove(Body):
    """How far the office has got."""

    status: LeadStatus


class LeadAnswer(TypedDict):
    """`minutes_left` is what is left of the hour of business to answer them in, negative once it is over, null once they are."""

    lead_id: str
    name: str
    email: str | None
    phone: str | None
    address: str
    services: list[str]
    notes: str
    source: LeadSource
    referral_code: str | None
    status: LeadStatus
    created_at: str
    due_at: str
    answered_at: str | None
    minutes_left: int | None
    customer_id: str | None
    estimate_id: str | None


class LeadPage(TypedDict):
    items: list[LeadAnswer]
    next_cursor: str | None


class LeadLineAnswer(TypedDict):
    """`action` is created, drafted (an estimate was made), or the status it was moved to."""

    at: str
    action: str
    actor_kind: str
    actor_name: str | None


class LeadWithHistory(LeadAnswer):
    history: list[LeadLineAnswer]


class LeadEstimate(TypedDict):
    """The draft, and whom it is for."""

    lead_id: str
    estimate_id: str
    customer_id: str


@router.get("/leads", response_model=LeadPage)
def leads(
    session: Reading,
    staff: StaffDep,
    *,
    status: LeadStatus | None = None,
    source: LeadSource | None = None,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Leads, newest first; those in one part of the pipeline, or from one source, where it is named.

    With `q` those in whose name, email address, phone number or address it occurs.
    """
    hours, now = get_workspace(session, staff.workspace).business_hours, utc_now()
    page = list_leads(
        session, staff.workspace, status=status, source=source, search=sought(q), cursor=cursor, limit=limit
    )
    return page_of(page, lambda row: lead_answer(row, hours, now))


@router.get("/leads/{lead_id}")
def lead(session: Reading, staff: StaffDep, lead_id: UUID) -> LeadWithHistory:
    """One lead, with what has become of it, oldest first."""
    return _with_history(session, get_lead(session, staff.workspace, lead_id))


@router.patch("/leads/{lead_id}")
def move(session: Writing, staff: EditorDep, lead_id: UUID, body: LeadMove) -> LeadWithHistory:
    """Moves it along the pipeline, or back."""
    moved = move_lead(session, workspace_id=staff.workspace, lead_id=lead_id, status=body.status, origin=office(staff))
    session.flush()
    return _with_history(session, moved)


@router.post("/leads/{lead_id}/estimate", status_code=201, responses={200: {"model": LeadEstimate}})
def quote(session: Writing, staff: EditorDep, lead_id: UUID, response: Response, photos: PhotosDep) -> LeadEstimate:
    """Drafts its estimate, for the customer they are on file as, or become; 200 with the one there is, if there is one.

    It gets the photos that came with the request, for the office only.
    """
    quoted, made = quote_lead(
        session, workspace_id=staff.workspace, lead_id=lead_id, photos=photos, origin=office(staff)
    )
    response.status_code = 201 if made else 200
    return {
        "lead_id": str(quoted.id),
        "estimate_id": str(quoted.estimate_id),
        "customer_id": str(quoted.customer_id),
    }


def lead_answer(found: Lead | AnyRow, hours: BusinessHours, now: datetime) -> LeadAnswer:
    left = time_left(found.due_at, found.answered_at, hours, now)
    return {
        "lead_id": str(found.id),
        "name": found.name,
        "email": found.email,
        "phone": found.phone,
        "address": found.address,
        "services": found.services,
        "notes": found.notes,
        "source": found.source,
        "referral_code": found.referral_code,
        "status": found.status,
        "created_at": isoformat(found.created_at),
        "due_at": isoformat(found.due_at),
        "answered_at": moment(found.answered_at),
        "minutes_left": None if left is None else int(left.total_seconds() // 60),
        "customer_id": str(found.customer_id) if found.customer_id else None,
        "estimate_id": str(found.estimate_id) if found.estimate_id else None,
    }


def _with_history(session: Session, found: Lead) -> LeadWithHistory:
    hours = get_workspace(session, found.workspace_id).business_hours
    lines = lines_of(session, found.workspace_id, found.id)
    return {**lead_answer(found, hours, utc_now()), "history": _history(lines)}


def _history(lines: Sequence[LeadLine]) -> list[LeadLineAnswer]:
    return [
        {
            "at": isoformat(line.at),
            "action": line.action,
            "actor_kind": line.actor_kind,
            "actor_name": line.actor_name,
        }
        for line in lines
    ]
