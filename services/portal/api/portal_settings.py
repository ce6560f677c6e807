"""Which features of a portal are on, what estimates can be requested for, and how private look-ups are."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from services.portal.api.identity import EditorDep, StaffDep
from services.portal.domain.portal_settings import PortalSettings
from services.portal.queries.portal_settings import settings_of
from services.portal.usecases.change_privacy import change_privacy
from services.portal.usecases.offer_services import offer_services
from services.portal.usecases.switch_features import switch_features
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/api/v1/settings", route_class=UnitOfWorkRoute, tags=["settings"])


class PortalFeatures(BaseModel):
    """What customers find in the portal. What is off is absent from its pages, and its addresses answer 404."""

    proposals: bool
    estimate_requests: bool
    invoice_payments: bool
    reviews: bool
    referrals: bool


class FeatureSwitch(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    proposals: StrictBool = False
    estimate_requests: StrictBool = Field(default=False, description="Needs at least one service.")
    invoice_payments: StrictBool = Field(default=False, description="Needs Stripe connected.")
    reviews: StrictBool = False
    referrals: StrictBool = False


class OfferedServices(BaseModel):
    """What an estimate can be requested for, in the order in which it is offered."""

    model_config = ConfigDict(extra="forbid")

    services: list[Annotated[str, Field(max_length=400)]] = Field(max_length=500)


class Privacy(BaseModel):
    """`strict`: no look-up shows anything in the browser that the visitor has not proven to own the address for."""

    model_config = ConfigDict(extra="forbid")

    privacy: Literal["standard", "strict"]


@router.get("/portal", name="read_portal_features")
def features(staff: StaffDep, session: Reading) -> PortalFeatures:
    return PortalFeatures(**settings_of(session, staff.workspace).features)


@router.patch("/portal", name="switch_portal_features")
def switch(request: Request, staff: EditorDep, body: FeatureSwitch, session: Writing) -> PortalFeatures:
    """Switches what the body names, all or nothing; 409 `prerequisite_missing` says what has to be there first."""
    asked = body.model_dump(include=body.model_fields_set)
    chosen = switch_features(session, workspace_id=staff.workspace, features=asked, public_url=_public_url(request))
    return PortalFeatures(**chosen.features)


@router.get("/services", name="read_services")
def services(staff: StaffDep, session: Reading) -> OfferedServices:
    return OfferedServices(services=settings_of(session, staff.workspace).services)


@router.patch("/services", name="offer_services")
def offer(staff: EditorDep, body: OfferedServices, session: Writing) -> OfferedServices:
    """Has these, and no others, to choose from."""
    return OfferedServices(
        services=offer_services(session, workspace_id=staff.workspace, services=body.services).services
    )


@router.get("/privacy", name="read_privacy")
def privacy(staff: StaffDep, session: Reading) -> Privacy:
    return _privacy(settings_of(session, staff.workspace))


@router.patch("/privacy", name="change_privacy")
def keep_private(request: Request, staff: EditorDep, body: Privacy, session: Writing) -> Privacy:
    """Has all look-ups be as private as that from now on."""
    public_url = _public_url(request)
    return _privacy(change_privacy(session, workspace_id=staff.workspace, privacy=body.privacy, public_url=public_url))


def _privacy(chosen: PortalSettings) -> Privacy:
    return Privacy.model_validate({"privacy": chosen.privacy})


def _public_url(request: Request) -> str | None:
    public_url: str | None = request.app.state.context.settings.public_url
    return public_url
