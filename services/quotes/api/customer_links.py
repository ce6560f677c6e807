"""Customers' links as the office meets them: which record one belongs to, and that they are to open nothing any more."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi import Body as BodyOf
from typing_extensions import TypedDict

from services.quotes.api.callers import links_of, office
from services.quotes.api.fields import Body
from services.quotes.domain.errors import LinkNotValid
from services.quotes.queries.links import find_linked
from services.quotes.usecases.revoke_customer_links import revoke_customer_links
from services.quotes.usecases.revoke_links import revoke_links
from shared.clock import isoformat
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute)


class Revocation(Body):
    """Which link, by the token at the end of its address; without one all that there are."""

    token: str | None = None


class RevokedAnswer(TypedDict):
    revoked_at: str


class LinkedAnswer(TypedDict):
    estimate_id: str


@router.get("/estimates/by-link/{token}", tags=["estimates"])
def linked(request: Request, session: Reading, staff: StaffDep, token: str) -> LinkedAnswer:
    """The estimate that a link belongs to, also one that has expired or is revoked."""
    workspace_id, estimate_id = find_linked(session, links_of(request).open_once_valid(token))
    if workspace_id != staff.workspace:
        raise LinkNotValid("This is no link to an estimate of this workspace.")
    return {"estimate_id": str(estimate_id)}


@router.post("/estimates/{estimate_id}/links/revoke", tags=["estimates"])
def revoke(
    request: Request,
    session: Writing,
    staff: EditorDep,
    estimate_id: UUID,
    body: Annotated[Revocation | None, BodyOf()] = None,
) -> RevokedAnswer:
    """Revokes one link to the estimate, or all of them. Whoever opens one is offered a fresh one by email."""
    token, origin = body.token if body else None, office(staff)
    link = links_of(request).open_once_valid(token) if token is not None else None
    revoke_links(session, workspace_id=staff.workspace, estimate_id=estimate_id, link=link, origin=origin)
    return _revoked(origin.at)


@router.post("/customers/{customer_id}/links/revoke", tags=["customers"])
def revoke_all_of_customer(session: Writing, staff: EditorDep, customer_id: UUID) -> RevokedAnswer:
    """Revokes all links to estimates and invoices that the customer has got so far."""
    origin = office(staff)
    revoke_customer_links(session, workspace_id=staff.workspace, customer_id=customer_id, origin=origin)
    return _revoked(origin.at)


def _revoked(at: datetime) -> RevokedAnswer:
    return {"revoked_at": isoformat(at)}
