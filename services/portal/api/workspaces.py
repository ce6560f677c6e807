"""Signing up."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from services.portal.adapters.passwords import hash_password
from services.portal.domain.errors import InvalidSlug, SignUpClosed
from services.portal.domain.network import network_of
from services.portal.domain.password import read_password
from services.portal.domain.slugs import slug_from
from services.portal.domain.workspace import DEFAULT_CURRENCY, DEFAULT_LOCALE, DEFAULT_TIME_ZONE, read_slug
from services.portal.pages.browser import client_ip, own_url
from services.portal.queries.workspaces import free_slug
from services.portal.usecases.create_workspace import Owner, create_workspace
from shared.errors import NotAuthenticated
from shared.web.caller import current_caller
from shared.web.rate_limit import check_rate
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/api/v1", route_class=UnitOfWorkRoute, tags=["workspaces"])

SIGN_UPS, _WINDOW = 200, 3600
_LOOKS = 120
OPERATOR = "operator"
"""Who holds the secret that the services trust each other by, and so may open workspaces where nobody else may."""


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


class Address(BaseModel):
    """An address that a portal could have. Where `slug` is not free, `message` says why and `suggestion` is one that is."""

    slug: str
    free: bool
    suggestion: str
    message: str | None


def let_in(request: Request) -> None:
    """Where sign-up is closed, raises `SignUpClosed` for all but the operator."""
    if not request.app.state.context.settings.sign_up_open and not _is_operator(request):
        raise SignUpClosed(
            "Sign-up is closed here: whoever runs this Porchlight opens workspaces, by 'porchlight workspace create'."
        )


def limit_sign_ups(request: Request) -> None:
    """Counted before the unit of work begins, which a second one would wait for."""
    database = request.app.state.context.database
    check_rate(database, f"sign-up:{network_of(client_ip(request))}", limit=SIGN_UPS, seconds=_WINDOW)


def limit_looks(request: Request) -> None:
    """People type; programs that try all the names there are have to be slow."""
    database = request.app.state.context.database
    check_rate(database, f"address:{network_of(client_ip(request))}", limit=_LOOKS, seconds=60)


def _is_operator(request: Request) -> bool:
    try:
        return current_caller(request).kind == OPERATOR
    except NotAuthenticated:
        return False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sign-up whose password has been hashed."""

    body: SignUp
    owner: Owner


def prepare(body: SignUp) -> Prepared:
    """Hashes before the unit of work begins: it takes its time."""
    password = read_password(body.owner_password, field="owner_password")
    return Prepared(body, Owner(body.owner_email, hash_password(password)))


@router.get("/workspaces/address", dependencies=[Depends(let_in), Depends(limit_looks)])
def address(
    session: Reading,
    slug: Annotated[str, Query(max_length=100)] = "",
    company_name: Annotated[str, Query(max_length=400)] = "",
) -> Address:
    """Whether a portal could be at this `slug`; without one, what it could be called after the `company_name`."""
    wanted = slug or slug_from(company_name)
    try:
        free, message = free_slug(session, read_slug(wanted)), None
    except InvalidSlug as wrong:
        free, message = free_slug(session, slug_from(wanted)), wrong.message
    if free == wanted:
        return Address(slug=wanted, free=True, suggestion=wanted, message=None)
    return Address(slug=wanted, free=False, suggestion=free, message=message or f"The address {wanted!r} is taken.")


@router.post("/workspaces", status_code=201, dependencies=[Depends(let_in), Depends(limit_sign_ups)])
def sign_up(request: Request, given: Annotated[Prepared, Depends(prepare)], session: Writing) -> SignedUp:
    """Opens a workspace; its portal can be reached at once. A `slug_taken` comes with a `suggestion` that is free.

    Where the operator has closed sign-up it answers 403 `sign_up_closed`.
    """
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
