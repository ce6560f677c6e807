"""Setting up the second step of signing in, in the console's settings, and switching it off."""

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.adapters.qr_codes import drawn
from services.portal.domain.one_time_code import new_secret, setup_address
from services.portal.domain.staff import Staff
from services.portal.domain.team_errors import (
    PasswordNotRight,
    SecondFactorLocked,
    SecondFactorNeeded,
    SecondFactorNotValid,
    SecondFactorOff,
    SecondFactorOn,
)
from services.portal.pages.answers import later, page, see, shell
from services.portal.pages.forms import text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import OfficeDep
from services.portal.pages.office_settings import sections
from services.portal.pages.office_you import HERE as YOU
from services.portal.pages.office_you import you_page
from services.portal.pages.opened import dressed, settings
from services.portal.pages.places import LOOK
from services.portal.pages.team_views import RecoveryCodesPage, SetUpStepPage
from services.portal.pages.views import FieldError
from services.portal.queries.second_factors import factor_of
from services.portal.usecases.begin_second_factor import begin_second_factor
from services.portal.usecases.check_own_password import check_own_password
from services.portal.usecases.confirm_second_factor import confirm_second_factor
from services.portal.usecases.drop_second_factor import drop_second_factor
from services.portal.usecases.take_second_factor import take_second_factor
from shared.clock import utc_now
from shared.errors import TooMany
from shared.vault import SecretGone
from shared.web.errors import status_of
from shared.words import say

router = APIRouter(include_in_schema=False)

_HERE = f"{YOU}/second-step"
_PICTURE = f"{_HERE}/code.svg"
_GROUP = 4


@router.post(_HERE)
async def begin(request: Request, staff: OfficeDep) -> Response:
    """Makes a secret for an app."""

    def run() -> None:
        with request.app.state.context.database.begin() as session:
            begin_second_factor(
                session,
                workspace_id=staff.workspace_id,
                staff_id=staff.id,
                secret=new_secret(),
                vault=settings(request).second_steps,
                now=utc_now(),
            )

    try:
        await run_in_threadpool(run)
    except SecondFactorOn:
        return see(YOU)
    return see(_HERE)


@router.api_route(_HERE, methods=LOOK)
async def set_up(request: Request, staff: OfficeDep) -> Response:
    """The secret as a picture and as text, until a code of the app has confirmed it."""
    return await _set_up(request, staff)


@router.api_route(_PICTURE, methods=LOOK)
async def picture(request: Request, staff: OfficeDep) -> Response:
    """The secret as a QR code, for whoever is setting it up, and kept by no browser."""
    secret, profile = await run_in_threadpool(_begun, request, staff), await dressed(request, staff.workspace_id)
    if secret is None:
        return see(YOU)
    address = setup_address(secret, account=staff.email, issuer=profile.business.name)
    return Response(drawn(address, "svg"), media_type="image/svg+xml")


@router.post(f"{_HERE}/confirm")
async def confirm(request: Request, staff: OfficeDep) -> Response:
    """Has signing in ask for a code from now on; shows the recovery codes, this once."""
    code = "".join(text_in(await request.form(), "code").split())

    def run() -> list[str]:
        with request.app.state.context.database.begin() as session:
            return confirm_second_factor(
                session,
                workspace_id=staff.workspace_id,
                staff_id=staff.id,
                code=code,
                vault=settings(request).second_steps,
            )

    try:
        codes = await run_in_threadpool(run)
    except SecondFactorNotValid as wrong:
        return await _set_up(request, staff, errors=[FieldError(field="code", message=wrong.message)], status=422)
    except (SecondFactorOn, SecondFactorOff):
        return see(YOU)
    frame = await frame_of(request, staff)
    content = RecoveryCodesPage(
        shell=shell(request), frame=frame, sections=sections(request), codes=codes, back_url=YOU
    )
    return page("office/settings_recovery_codes.html", content)


@router.post(f"{_HERE}/off")
async def switch_off(request: Request, staff: OfficeDep) -> Response:
    """Has the password alone sign in, for who says it, and a code as well."""
    form = await request.form()
    try:
        await run_in_threadpool(_switch_off, request, staff, str(form.get("password", "")), text_in(form, "code"))
    except (PasswordNotRight, SecondFactorNeeded, SecondFactorNotValid, SecondFactorLocked, TooMany) as wrong:
        field = wrong.field if wrong.field in {"password", "code"} else "code"
        told = say("Type the code.") if isinstance(wrong, SecondFactorNeeded) else wrong.message
        status = status_of(wrong) if isinstance(wrong, TooMany) else 422
        return later(
            await you_page(request, staff, errors=[FieldError(field=field, message=told)], status=status), wrong
        )
    except SecondFactorOff:
        return see(YOU)
    return see(f"{YOU}?said=off")


def _switch_off(request: Request, staff: Staff, password: str, code: str) -> None:
    database = request.app.state.context.database
    check_own_password(database, staff=staff, password=password, field="password")
    take_second_factor(database, staff=staff, code=code, vault=settings(request).second_steps)
    with database.begin() as session:
        drop_second_factor(session, workspace_id=staff.workspace_id, staff_id=staff.id)


async def _set_up(request: Request, staff: Staff, *, status: int = 200, **more: Any) -> Response:
    secret = await run_in_threadpool(_begun, request, staff)
    if secret is None:
        return see(YOU)
    frame = await frame_of(request, staff)
    content = SetUpStepPage(
        shell=shell(request),
        frame=frame,
        sections=sections(request),
        picture=_PICTURE,
        secret=" ".join(secret[start : start + _GROUP] for start in range(0, len(secret), _GROUP)),
        action=f"{_HERE}/confirm",
        back_url=YOU,
        **more,
    )
    return page("office/settings_second_step.html", content, status=status)


def _begun(request: Request, staff: Staff) -> str | None:
    """The secret that waits for its first code, if one does."""
    with request.app.state.context.database.read() as session:
        factor = factor_of(session, staff.workspace_id, staff.id)
    if factor is None or factor.confirmed_at is not None:
        return None
    try:
        return settings(request).second_steps.open(factor.sealed_secret, about=factor.about)
    except SecretGone:
        return None
