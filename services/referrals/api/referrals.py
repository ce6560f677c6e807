"""Customers as referrers: their codes, what they have accepted, and what they are worth."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict

from services.referrals.api.amounts import Amount
from services.referrals.domain.errors import InvalidCursor
from services.referrals.domain.referral_code import share_url
from services.referrals.queries.customers import accepted_counts, lifetime_values, list_customers
from services.referrals.queries.referral_codes import codes_of
from services.referrals.queries.workspaces import get_workspace
from services.referrals.usecases.create_referral_code import create_referral_code
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute)


class ReferrerView(BaseModel):
    """One customer; `code` once they have one, `lifetime_value` an amount per currency, `accepted` in estimates."""

    customer_id: UUID
    name: str
    email: str | None
    code: str | None
    lifetime_value: list[Amount]
    accepted: int
    created_at: datetime


class ReferrerPage(BaseModel):
    """Newest first."""

    items: list[ReferrerView]
    next_cursor: str | None


class NewCode(BaseModel):
    """Who is to get a code."""

    model_config = ConfigDict(extra="forbid")

    customer_id: UUID


class CodeView(BaseModel):
    """A code, and the link to share."""

    code: str
    share_url: str


@router.get("/referrals")
def read_referrals(
    session: Reading,
    staff: StaffDep,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> ReferrerPage:
    """The workspace's customers, with and without a code."""
    found = list_customers(session, staff.workspace, before=read_cursor(cursor), limit=limit + 1)
    shown = found[:limit]
    ids = [customer.id for customer in shown]
    values = lifetime_values(session, staff.workspace, ids)
    counts = accepted_counts(session, staff.workspace, ids)
    codes = codes_of(session, staff.workspace, ids)
    items = [
        ReferrerView(
            customer_id=customer.id,
            name=customer.name,
            email=customer.email,
            code=codes.get(customer.id),
            lifetime_value=[
                Amount(currency=value.currency, minor=value.minor) for value in values.get(customer.id, [])
            ],
            accepted=counts.get(customer.id, 0),
            created_at=customer.created_at,
        )
        for customer in shown
    ]
    return ReferrerPage(items=items, next_cursor=str(ids[-1]) if len(found) > limit else None)


@router.post("/referrals", status_code=201)
def create_referral(request: Request, session: Writing, staff: EditorDep, body: NewCode) -> CodeView:
    """Gives a customer a code; whoever asks again gets the same one."""
    base = get_workspace(session, staff.workspace).link_base(request.app.state.context.settings.public_url)
    made = create_referral_code(session, workspace_id=staff.workspace, customer_id=body.customer_id)
    return CodeView(code=made.code, share_url=share_url(base, made.code))


def read_cursor(value: str) -> UUID | None:
    """The id that a cursor stands for; raises `InvalidCursor`."""
    try:
        return UUID(value) if value else None
    except ValueError:
        raise InvalidCursor("cursor must be a next_cursor of this list, or be left out.", field="cursor") from None
