"""What somebody of the office changes of themselves: their name, their password, and where they are signed in."""

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.adapters.passwords import hash_password
from services.portal.domain.password import read_password
from services.portal.domain.staff import Staff
from services.portal.pages.answers import later, page, see, shell
from services.portal.pages.forms import text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import OfficeDep, drop_session, keep_session
from services.portal.pages.office_settings import sections
from services.portal.pages.places import LOOK
from services.portal.pages.team_views import ROLES, YouPage
from services.portal.pages.views import FieldError
from services.portal.queries.second_factors import has_second_factor
from services.portal.usecases.change_password import change_password
from services.portal.usecases.check_own_password import check_own_password
from services.portal.usecases.rename_member import rename_member
from services.portal.usecases.sign_out_everywhere import sign_out_everywhere
from services.portal.usecases.start_session import start_session
from shared.errors import Invalid, TooMany
from shared.web.errors import status_of
from shared.words import named, say

router = APIRouter(include_in_schema=False, prefix="/office/settings/you")

HERE = "/office/settings/you"


@router.api_route("", methods=LOOK)
async def you(request: Request, staff: OfficeDep, said: str = "") -> Response:
    """What everybody changes of themselves, whatever their role."""
    return await you_page(request, staff, said=said)


@router.post("/name")
async def rename(request: Request, staff: OfficeDep) -> Response:
    """Has them called something else."""
    name = text_in(await request.form(), "name")

    def run() -> None:
        with request.app.state.context.database.begin() as session:
            rename_member(session, workspace_id=staff.workspace_id, staff_id=staff.id, name=name)

    try:
        await run_in_threadpool(run)
    except Invalid as wrong:
        return await _refused(request, staff, wrong, name=name)
    return see(f"{HERE}?said=name")


@router.post("/password")
async def set_password(request: Request, staff: OfficeDep) -> Response:
    """Signs out everywhere but here, by a new session."""
    form = await request.form()
    old, new = (str(form.get(name, "")) for name in ("old_password", "new_password"))
    try:
        token = await run_in_threadpool(_set_password, request, staff, old, new)
    except (Invalid, TooMany) as wrong:
        return await _refused(request, staff, wrong)
    answer = see(f"{HERE}?said=password")
    keep_session(request, answer, token)
    return answer


@router.post("/sign-out")
async def leave_all(request: Request, staff: OfficeDep) -> Response:
    """Ends every session of theirs, this one too."""

    def run() -> None:
        with request.app.state.context.database.begin() as session:
            sign_out_everywhere(session, workspace_id=staff.workspace_id, staff_id=staff.id)

    await run_in_threadpool(run)
    answer = see("/office/login?said=everywhere")
    drop_session(request, answer)
    return answer


def _set_password(request: Request, staff: Staff, old: str, new: str) -> str:
    database = request.app.state.context.database
    wanted = read_password(new, field="new_password")
    check_own_password(database, staff=staff, password=old, field="old_password")
    password_hash = hash_password(wanted)
    with database.begin() as session:
        change_password(session, workspace_id=staff.workspace_id, staff_id=staff.id, password_hash=password_hash)
        return start_session(session, staff=staff)


async def _refused(request: Request, staff: Staff, wrong: Invalid | TooMany, **more: Any) -> Response:
    told = [FieldError(field=wrong.field or "old_password", message=_in_words(wrong.message))]
    return later(await you_page(request, staff, errors=told, status=status_of(wrong), **more), wrong)


async def you_page(request: Request, staff: Staff, *, status: int = 200, **more: Any) -> Response:
    """The page, with what is said or wrong on it."""
    known: dict[str, Any] = {
        "name": staff.name,
        "has_second_step": await run_in_threadpool(_has_second_step, request, staff),
    } | more
    frame = await frame_of(request, staff)
    content = YouPage(
        shell=shell(request),
        frame=frame,
        sections=sections(request),
        email=staff.email,
        role=next(name for role, name, _ in ROLES if role == staff.role),
        action=HERE,
        **known,
    )
    return page("office/settings_you.html", content, status=status)


def _has_second_step(request: Request, staff: Staff) -> bool:
    with request.app.state.context.database.read() as session:
        return has_second_factor(session, staff.workspace_id, staff.id)


def _in_words(message: str) -> str:
    """A refusal as a form tells it, which calls its fields by their labels."""
    return named(say("Name"), named(say("The new password"), message, "new_password"), "name")
