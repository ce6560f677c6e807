"""Shared links and their codes, for people of whom nothing is known: the gateway has limited them."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from services.referrals.api.amounts import Amount, amounts
from services.referrals.domain.errors import CodeNotFound, WorkspaceNotKnown
from services.referrals.domain.referral_code import ReferralCode, share_url
from services.referrals.domain.review import MAX_NAME, read_words
from services.referrals.queries.customers import names_of
from services.referrals.queries.referral_codes import find_code
from services.referrals.queries.referrals import totals_of
from services.referrals.queries.workspaces import get_workspace
from services.referrals.usecases.count_visit import count_visit
from services.referrals.usecases.look_up_code import look_up_code
from shared.database.session import Session
from shared.web.caller import CallerDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

# The gateway has its own words for all of these.
router = APIRouter(prefix="/public", route_class=UnitOfWorkRoute, include_in_schema=False)


class Asked(BaseModel):
    """Who looks their code up, and as whom they want to recommend."""

    model_config = ConfigDict(extra="forbid")

    email: str = Field(max_length=254)
    name: str = Field(default="", max_length=4 * MAX_NAME)


class TotalsView(BaseModel):
    """What has come of the links that a customer shared."""

    visits: int
    requests: int
    won: int
    rewards: list[Amount]


class LookedUpCode(BaseModel):
    """known with a code, name_needed before there is one, or unknown."""

    status: str
    code: str | None = None
    share_url: str | None = None
    totals: TotalsView | None = None


class OpenedCode(BaseModel):
    """Whose link it is, and where it leads."""

    workspace_id: UUID
    code: str
    name: str
    is_on: bool


class Visit(BaseModel):
    """Who visits, hashed."""

    model_config = ConfigDict(extra="forbid")

    visitor: str = Field(min_length=16, max_length=64)


@router.post("/referral-lookup")
def look_up(request: Request, session: Writing, caller: CallerDep, body: Asked) -> LookedUpCode:
    """What there is for the customer with this address; nothing is made for who is none."""
    if caller.workspace_id is None:
        raise WorkspaceNotKnown("Links to share are looked up in a portal.")
    base = get_workspace(session, caller.workspace_id).link_base(request.app.state.context.settings.public_url)
    name = read_words(body.name, "name", limit=MAX_NAME)
    found = look_up_code(session, workspace_id=caller.workspace_id, email=body.email, name=name)
    if found.code is None:
        return LookedUpCode(status=found.status)
    session.flush()
    return LookedUpCode(
        status=found.status,
        code=found.code.code,
        share_url=share_url(base, found.code.code),
        totals=totals_view(session, caller.workspace_id, found.code.customer_id),
    )


def totals_view(session: Session, workspace_id: UUID, customer_id: UUID) -> TotalsView:
    """What has come of the links of that customer."""
    totals = totals_of(session, workspace_id, customer_id)
    return TotalsView(visits=totals.visits, requests=totals.requests, won=totals.won, rewards=amounts(totals.rewards))


@router.get("/codes/{code}")
def open_code(session: Reading, _caller: CallerDep, code: str) -> OpenedCode:
    """Whose code it is. Nothing is counted."""
    found = _code(session, code)
    name = found.shown_name or names_of(session, found.workspace_id, [found.customer_id]).get(found.customer_id, "")
    is_on = get_workspace(session, found.workspace_id).referrals
    return OpenedCode(workspace_id=found.workspace_id, code=found.code, name=name, is_on=is_on)


@router.post("/codes/{code}/visit", status_code=204)
def visit(session: Writing, _caller: CallerDep, code: str, body: Visit) -> Response:
    """Counts a visit, once a day for each visitor."""
    count_visit(session, code=_code(session, code), visitor=body.visitor)
    return Response(status_code=204)


def _code(session: Session, code: str) -> ReferralCode:
    found = find_code(session, code)
    if found is None:
        raise CodeNotFound("Nobody has this code. Check that the link was copied whole.")
    return found
