"""The account settings of a workspace."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from services.portal.api.identity import EditorDep, StaffDep
from services.portal.domain.errors import SlugImmutable
from services.portal.domain.portal_settings import PortalSettings
from services.portal.domain.review_url import ACCEPTED
from services.portal.domain.workspace import Workspace
from services.portal.pages.answers import profiles
from services.portal.pages.browser import own_url
from services.portal.queries.portal_settings import settings_of
from services.portal.queries.workspaces import get_workspace
from services.portal.usecases.change_account import change_account
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/api/v1/settings", route_class=UnitOfWorkRoute, tags=["settings"])


class Account(BaseModel):
    """A workspace as its office sees it."""

    workspace_id: UUID
    slug: str
    company_name: str
    time_zone: str
    currency: str
    locale: str
    public_site_url: str | None
    contact_email: str | None
    contact_phone: str | None
    link_days: int
    portal_url: str
    google_review_url: str | None
    invite_everyone: bool
    holiday_lights_enabled: bool
    business_hours: str


class AccountChange(BaseModel):
    """What is left out stays as it is; null takes a contact, the site or the review link away."""

    model_config = ConfigDict(extra="forbid", str_max_length=600)

    company_name: str = ""
    time_zone: str = ""
    currency: str = ""
    locale: str = ""
    public_site_url: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    link_days: StrictInt = 0
    google_review_url: str | None = Field(default=None, description=f"A direct review link: {', '.join(ACCEPTED)}.")
    invite_everyone: StrictBool = Field(
        default=False,
        description="Invites everybody who leaves a review to Google, as its policy asks, not only those with 4 or 5 stars.",
    )
    holiday_lights_enabled: StrictBool = Field(
        default=False, description="Gives the portal a seasonal page, for customers with a holiday proposal."
    )
    business_hours: str = Field(
        default="",
        description="When it is open, by its own clocks: an hour of that is the goal for answering leads.",
        examples=["mon,tue,wed,thu,fri 08:00-18:00"],
    )
    slug: Any = Field(default=None, deprecated="A slug never changes.")


@router.get("/account", name="read_account")
def account(request: Request, staff: StaffDep, session: Reading) -> Account:
    return _account(request, get_workspace(session, staff.workspace), settings_of(session, staff.workspace))


@router.patch("/account", name="change_account")
def change(request: Request, staff: EditorDep, body: AccountChange, session: Writing) -> Account:
    """Changes what the body names, and tells every service; only an owner gives another `public_site_url`."""
    changes = body.model_dump(include=body.model_fields_set)
    if "slug" in changes:
        raise SlugImmutable("A slug never changes: it is in links, on signs and in saved messages.", field="slug")
    public_url = request.app.state.context.settings.public_url
    workspace = change_account(
        session,
        workspace_id=staff.workspace,
        changes=changes,
        by_owner=staff.role == "owner",
        public_url=public_url,
    )
    profiles(request).forget(workspace.id)
    return _account(request, workspace, settings_of(session, workspace.id))


def _account(request: Request, workspace: Workspace, chosen: PortalSettings) -> Account:
    return Account(
        workspace_id=workspace.id,
        slug=workspace.slug,
        company_name=workspace.company_name,
        time_zone=workspace.time_zone,
        currency=workspace.currency,
        locale=workspace.locale,
        public_site_url=workspace.public_site_url,
        contact_email=workspace.contact_email,
        contact_phone=workspace.contact_phone,
        link_days=workspace.link_days,
        portal_url=f"{own_url(request)}/portal/{workspace.slug}",
        google_review_url=chosen.google_review_url,
        invite_everyone=chosen.invite_everyone,
        holiday_lights_enabled=chosen.holiday_lights_enabled,
        business_hours=chosen.business_hours,
    )
