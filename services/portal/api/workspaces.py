"""Signing up."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from services.portal.adapters.passwords import hash_password
from services.portal.domain.password import read_password
from services.portal.domain.workspace import DEFAULT_CURRENCY, DEFAULT_LOCALE, DEFAULT_TIME_ZONE
from services.portal.pages.browser import client_ip, own_url
from services.portal.usecases.create_workspace import Owner, create_workspace
from shared.web.rate_limit import check_rate
from shared.web.unit_of_work import UnitOfWorkRoute, Writing

router = APIRouter(prefix="/api/v1", route_class=UnitOfWorkRoute, tags=["workspaces"])

SIGN_UPS, _WINDOW = 200, 3600


class SignUp(BaseModel):
    """A business and its first user."""

    model_config = ConfigDict(extra="forbid", str_max_length=400)

    slug: str = Field(description="Its address, for ever: 3 to 50 lower-case letters, digits and hyphens.")
    company_name: str
    owner_email: str
    owner_password: str = Field(description="At least 10 characters.")
    time_zone: str = DEFAULT_TIME_ZONE
    currency: str = DEFAULT_CURRENCY
    locale: str = DEFAULT_LOCALE


class SignedUp(BaseModel):
    """The workspace that was made."""

    workspace_id: UUID
    slug: str
    portal_url: str


def limit_sign_ups(request: Request) -> None:
    """Counted before the unit of work begins, which a second one would wait for."""
    database = request.app.state.context.database
    check_rate(database, f"sign-up:{client_ip(request)}", limit=SIGN_UPS, seconds=_WINDOW)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sign-up whose password has been hashed."""

    body: SignUp
    owner: Owner


def prepare(body: SignUp) -> Prepared:
    """Hashes before the unit of work begins: it takes its time."""
    password = read_password(body.owner_password, field="owner_password")
    return Prepared(body, Owner(body.owner_email, hash_password(password)))


@router.post("/workspaces", status_code=201, dependencies=[Depends(limit_sign_ups)])
def sign_up(request: Request, given: Annotated[Prepared, Depends(prepare)], session: Writing) -> SignedUp:
    """Opens a workspace; its portal can be reached at once."""
    body = given.body
    workspace = create_workspace(
        session,
        slug=body.slug,
        company_name=body.company_name,
        owner=given.owner,
        time_zone=body.time_zone,
        currency=body.currency,
        locale=body.locale,
    )
    return SignedUp(
        workspace_id=workspace.id, slug=workspace.slug, portal_url=f"{own_url(request)}/portal/{workspace.slug}"
    )
