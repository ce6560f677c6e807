"""Settings in the console: what the portal offers, the account, and how private look-ups are."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.business_hours import OpenHours, read_hours
from services.portal.domain.errors import OwnerOnly, PrerequisiteMissing
from services.portal.domain.portal_settings import FEATURES
from services.portal.domain.review_url import ACCEPTED
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, profiles, see, shell
from services.portal.pages.forms import text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, may_edit
from services.portal.pages.office_views import NavItem
from services.portal.pages.opened import dressed, settings
from services.portal.pages.places import LOOK
from services.portal.pages.settings_views import (
    AccountPage,
    CodesPage,
    Feature,
    FeaturesPage,
    PrivacyPage,
    ServicesPage,
)
from services.portal.pages.tabs import chosen_by, tab_path, tabs_of
from services.portal.pages.views import FieldError
from services.portal.queries.workspaces import get_workspace
from services.portal.usecases.change_account import change_account
from services.portal.usecases.change_privacy import change_privacy
from services.portal.usecases.offer_services import offer_services
from services.portal.usecases.switch_features import switch_features
from shared.database.session import Session
from shared.errors import Conflict, Invalid
from shared.words import named, say

router = APIRouter(include_in_schema=False, prefix="/office/settings")

_HERE = "/office/settings"
_SECTIONS = (
    (say("Portal"), "/portal"),
    (say("Services"), "/services"),
    (say("Account"), "/account"),
    (say("Brands"), "/brands"),
    (say("Billing"), "/billing"),
    (say("Payment terms"), "/terms"),
    (say("QR codes"), "/codes"),
    (say("Messages"), "/messages"),
    (say("Texts"), "/templates"),
    (say("Notifications"), "/notifications"),
    (say("Privacy"), "/privacy"),
    (say("Team"), "/team"),
    (say("You"), "/you"),
    (say("API keys"), "/api-keys"),
    (say("Activity"), "/activity"),
)
_ABOUT = {
    "proposals": (
        say("Proposals"),
        say("Customers ask for the links of what is open for them; they go to the address on file."),
    ),
    "estimate_requests": (say("Estimate requests"), say("Anybody asks you for an estimate, for one of your services.")),
    "invoice_payments": (say("Invoice payments"), say("Customers find what they owe, and pay it online.")),
    "reviews": (
        say("Reviews"),
        say("Customers rate your work. Happy ones are invited to Google, once your review link is set."),
    ),
    "referrals": (say("Referrals"), say("Customers get a link of their own to recommend you with.")),
}
_TEXTS = ("company_name", "contact_email", "contact_phone", "public_site_url", "google_review_url")


@router.api_route("", methods=LOOK)
async def start(_staff: OfficeDep) -> Response:
    return see(f"{_HERE}/portal")


@router.api_route("/portal", methods=LOOK)
async def features(request: Request, staff: OfficeDep) -> Response:
    """What is on, and what is not."""
    return await _features(request, staff)


@router.post("/portal")
async def switch(
    request: Request, staff: EditingOfficeDep, feature: Annotated[str, Form()], on: Annotated[str, Form()] = "no"
) -> Response:
    """Switches one feature, at once."""
    if feature not in FEATURES:
        return see(f"{_HERE}/portal")
    wanted = {feature: on == "yes"}
    try:
        await _change(request, staff, switch_features, features=wanted, public_url=settings(request).public_url)
    except PrerequisiteMissing as missing:
        return await _features(request, staff, status=409, problem=(feature, missing.message))
    return see(f"{_HERE}/portal#{feature}")


@router.api_route("/services", methods=LOOK)
async def services(request: Request, staff: OfficeDep, saved: str = "") -> Response:
    offered = (await chosen_by(request, staff.workspace_id)).services
    return await _services(request, staff, "\n".join(offered), saved=bool(saved))


@router.post("/services")
async def offer(request: Request, staff: EditingOfficeDep, services: Annotated[str, Form()] = "") -> Response:
    """Has these to choose from, one a line."""
    names = [line.strip() for line in services.splitlines() if line.strip()]
    try:
        await _change(request, staff, offer_services, services=names)
    except (Invalid, Conflict) as wrong:
        return await _services(request, staff, services, status=422, errors=[_error(wrong)])
    return see(f"{_HERE}/services?saved=1")


@router.api_route("/account", methods=LOOK)
async def account(request: Request, staff: OfficeDep, saved: str = "") -> Response:
    values = await run_in_threadpool(_account_of, request, staff)
    chosen = await chosen_by(request, staff.workspace_id)
    values["google_review_url"] = chosen.google_review_url or ""
    hours = read_hours(chosen.business_hours)
    values |= {"opens": hours.opens, "closes": hours.closes}
    ticked: dict[str, Any] = {
        "invite_everyone": chosen.invite_everyone,
        "holiday_lights": chosen.holiday_lights_enabled,
        "open_days": hours.days,
    }
    return await _account(request, staff, values, **ticked, saved=bool(saved))


@router.post("/account")
async def change(request: Request, staff: EditingOfficeDep) -> Response:
    """Changes all that is on the form."""
    form = await request.form()
    values = {name: text_in(form, name) for name in _TEXTS}
    everyone, lights = (form.get(name) == "yes" for name in ("invite_everyone", "holiday_lights_enabled"))
    hours = OpenHours(
        [str(day) for day in form.getlist("open_days")], str(form.get("opens", "")), str(form.get("closes", ""))
    )
    changes: dict[str, Any] = {**values, "invite_everyone": everyone, "holiday_lights_enabled": lights}
    try:
        # A page of the release before this one does not ask for them.
        if "opens" in form:
            changes["business_hours"] = hours.written
        known = {"public_url": settings(request).public_url, "by_owner": staff.is_owner}
        await _change(request, staff, change_account, changes=changes, **known)
    except (Invalid, OwnerOnly) as wrong:
        ticked = {"invite_everyone": everyone, "holiday_lights": lights, "open_days": hours.days}
        values |= {"opens": hours.opens, "closes": hours.closes}
        return await _account(request, staff, values, **ticked, status=422, errors=[_error(wrong)])
    profiles(request).forget(staff.workspace_id)
    return see(f"{_HERE}/account?saved=1")


@router.api_route("/codes", methods=LOOK)
async def codes(request: Request, staff: OfficeDep) -> Response:
    """The QR codes of the portal, and of each tab that is on."""
    profile = await dressed(request, staff.workspace_id)
    tabs = [(tab.name, f"tab={tab.url.rpartition('/')[2]}") for tab in await tabs_of(request, profile)]
    content = CodesPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        sections=sections(request),
        base=profile.business.home_url,
        places=[(say("The portal"), ""), *tabs],
    )
    return page("office/settings_codes.html", content)


@router.api_route("/privacy", methods=LOOK)
async def privacy(request: Request, staff: OfficeDep, saved: str = "") -> Response:
    content = PrivacyPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        sections=sections(request),
        privacy=(await chosen_by(request, staff.workspace_id)).privacy,
        saved=bool(saved),
        action=_action(request, staff),
    )
    return page("office/settings_privacy.html", content)


@router.post("/privacy")
async def keep_private(
    request: Request, staff: EditingOfficeDep, privacy: Annotated[Literal["standard", "strict"], Form()]
) -> Response:
    """Has look-ups be as private as that."""
    await _change(request, staff, change_privacy, privacy=privacy, public_url=settings(request).public_url)
    return see(f"{_HERE}/privacy?saved=1")


def sections(request: Request) -> list[NavItem]:
    """The parts of the settings."""
    path = request.url.path
    return [NavItem(name=name, url=_HERE + part, current=path.startswith(_HERE + part)) for name, part in _SECTIONS]


async def _features(
    request: Request, staff: Staff, *, status: int = 200, problem: tuple[str, str] | None = None
) -> Response:
    on, frame = (await chosen_by(request, staff.workspace_id)).features, await frame_of(request, staff)
    home = shell(request).business
    content = FeaturesPage(
        shell=shell(request),
        frame=frame,
        sections=sections(request),
        features=[
            Feature(
                name=name,
                title=_ABOUT[name][0],
                about=_ABOUT[name][1],
                on=on[name],
                url=f"{home.home_url}{tab_path(name)}" if home and on[name] and tab_path(name) else None,
                problem=problem[1] if problem and problem[0] == name else None,
            )
            for name in FEATURES
        ],
        action=_action(request, staff),
    )
    return page("office/settings_portal.html", content, status=status)


async def _services(request: Request, staff: Staff, services: str, *, status: int = 200, **more: Any) -> Response:
    frame = await frame_of(request, staff)
    content = ServicesPage(
        shell=shell(request),
        frame=frame,
        sections=sections(request),
        services=services,
        action=_action(request, staff),
        **more,
    )
    return page("office/settings_services.html", content, status=status)


async def _account(
    request: Request, staff: Staff, values: dict[str, str], *, status: int = 200, **more: Any
) -> Response:
    frame = await frame_of(request, staff)
    content = AccountPage(
        shell=shell(request),
        frame=frame,
        sections=sections(request),
        values=values,
        accepted=ACCEPTED,
        action=_action(request, staff),
        **more,
    )
    return page("office/settings_account.html", content, status=status)


def _action(request: Request, staff: Staff) -> str | None:
    return request.url.path if may_edit(staff) else None


def _account_of(request: Request, staff: Staff) -> dict[str, str]:
    with request.app.state.context.database.read() as session:
        workspace = get_workspace(session, staff.workspace_id)
        return {name: getattr(workspace, name) or "" for name in _TEXTS if name != "google_review_url"}


async def _change(request: Request, staff: Staff, usecase: Callable[..., Any], **given: Any) -> None:
    def run() -> None:
        session: Session
        with request.app.state.context.database.begin() as session:
            usecase(session, workspace_id=staff.workspace_id, **given)

    await run_in_threadpool(run)


def _error(wrong: Invalid | Conflict | OwnerOnly) -> FieldError:
    message = named(say("Business hours"), wrong.message, "business_hours")
    return FieldError(field=wrong.field or "content", message=message)
