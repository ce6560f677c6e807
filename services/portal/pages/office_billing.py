"""Settings, Billing: how the business is paid online, connected by Stripe's own pages or by a key of its own."""

from typing import Annotated, get_args

import structlog
from fastapi import APIRouter, Form, Request, Response

from services.portal.adapters import billing_settings
from services.portal.adapters.refusals import Refused
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.billing_views import BillingPage, Said
from services.portal.pages.browser import own_url
from services.portal.pages.errors import problem_page
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of
from services.portal.pages.office_settings import sections
from services.portal.pages.opened import services, settings
from services.portal.pages.places import LOOK
from services.portal.pages.views import FieldError
from services.portal.settings import origin_of
from shared.words import say

router = APIRouter(include_in_schema=False, prefix="/office/settings/billing")
log = structlog.get_logger()

_HERE = "/office/settings/billing"


@router.api_route("", methods=LOOK)
async def billing(request: Request, staff: OfficeDep, said: str = "") -> Response:
    """How the business is paid, and what is still missing."""
    return await _page(request, staff, said=next((one for one in get_args(Said) if one == said), ""))


@router.post("/connect")
async def connect(request: Request, staff: EditingOfficeDep) -> Response:
    """On to Stripe's page, where the business makes or completes its account."""
    return await _onboard(request, staff)


@router.api_route("/refresh", methods=LOOK)
async def refresh(request: Request, staff: EditingOfficeDep) -> Response:
    """Stripe sends here whoever holds an address of its page that is used up: to a fresh one, if they are signed in."""
    found = await billing_settings.settings(services(request).billing, caller_of(request, staff))
    if found["stripe_account_id"] is None:
        # A look changes nothing: only a button makes an account, or comes back to one that was left.
        return see(_HERE)
    return await _onboard(request, staff)


@router.api_route("/return", methods=LOOK)
async def come_back(request: Request, staff: EditingOfficeDep) -> Response:
    """Back from Stripe's page, whatever was done there: how the account is now, Stripe tells."""
    return await _act(request, staff, "check", said="back")


@router.post("/check")
async def check(request: Request, staff: EditingOfficeDep) -> Response:
    """Asks Stripe how the account is now."""
    return await _act(request, staff, "check", said="checked")


@router.post("/key")
async def give_key(request: Request, staff: EditingOfficeDep, key: Annotated[str, Form()] = "") -> Response:
    """Has the business be paid by its own key; what was typed is never shown again, right or wrong."""
    return await _act(request, staff, "key", {"key": key}, said="key")


@router.post("/webhook")
async def renew_webhook(request: Request, staff: EditingOfficeDep) -> Response:
    """Replaces the webhook that was made by the key."""
    return await _act(request, staff, "webhook", said="webhook")


@router.post("/disconnect")
async def disconnect(request: Request, staff: EditingOfficeDep) -> Response:
    """Nothing can be paid online from now on."""
    return await _act(request, staff, "disconnect", said="disconnected")


async def _onboard(request: Request, staff: Staff) -> Response:
    here = f"{own_url(request)}{_HERE}"
    try:
        url = await billing_settings.onboarding(
            services(request).billing,
            caller_of(request, staff),
            refresh_url=f"{here}/refresh",
            return_url=f"{here}/return",
        )
    except Refused as refused:
        return await _wrong(request, staff, refused)
    if origin_of(url) not in settings(request).onboarding_hosts:
        log.error("onboarding_host_unknown", origin=origin_of(url), variable="CHECKOUT_ORIGINS")
        return problem_page(
            request, 502, say("Stripe is not set up rightly here. Ask the operator to look at the log.")
        )
    return see(url)


async def _act(
    request: Request, staff: Staff, what: str, body: dict[str, str] | None = None, *, said: Said
) -> Response:
    try:
        await billing_settings.act(services(request).billing, caller_of(request, staff), what, body)
    except Refused as refused:
        return await _wrong(request, staff, refused)
    return see(f"{_HERE}?said={said}")


async def _wrong(request: Request, staff: Staff, refused: Refused) -> Response:
    if not refused.is_correctable:
        raise refused
    found = [FieldError(field=one.field, message=one.message) for one in refused.fields]
    errors = found or [FieldError(field="content", message=refused.message)]
    return await _page(request, staff, errors=errors, status=refused.status)


async def _page(
    request: Request, staff: Staff, *, said: Said = "", errors: list[FieldError] | None = None, status: int = 200
) -> Response:
    found = await billing_settings.settings(services(request).billing, caller_of(request, staff))
    content = BillingPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        sections=sections(request),
        status=found["status"],
        ways=found["ways"],
        way=found["way"],
        account=found["stripe_account_id"],
        key_hint=found["key_hint"],
        test_mode=found["livemode"] is False,
        reason=found["reason"],
        missing=found["missing"],
        said=said,
        errors=errors or (),
        action=_HERE if staff.role == "owner" else None,
    )
    return page("office/settings_billing.html", content, status=status, form_targets=settings(request).onboarding_hosts)
