"""The people of the office, in the console's settings. All of them see who is there; only owners change it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.invitation import Invitation
from services.portal.domain.staff import Staff
from services.portal.pages.answers import later, page, see, shell
from services.portal.pages.forms import text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import OfficeDep, OwningOfficeDep
from services.portal.pages.office_settings import sections
from services.portal.pages.opened import settings
from services.portal.pages.places import LOOK
from services.portal.pages.team_views import AskPage, InvitationLine, MemberLine, TeamPage
from services.portal.pages.views import FieldError
from services.portal.queries.invitations import invitations_of
from services.portal.queries.second_factors import protected_members
from services.portal.queries.staff import get_member, team_of
from services.portal.usecases.change_role import change_role
from services.portal.usecases.invite_member import invite_member
from services.portal.usecases.limit_invitations import limit_invitations
from services.portal.usecases.remove_member import remove_member
from services.portal.usecases.reset_second_factor import reset_second_factor
from services.portal.usecases.send_invitation import send_invitation
from services.portal.usecases.withdraw_invitation import withdraw_invitation
from shared.clock import utc_now
from shared.errors import Conflict, Invalid, NotFound, TooMany
from shared.web.errors import status_of
from shared.words import say, upper_first

router = APIRouter(include_in_schema=False, prefix="/office/settings/team")
_YOU_LEAVE = say("You are signed out everywhere at once, and cannot sign in any more. What was done stays as it is.")
_THEY_LEAVE = say(
    "They are signed out everywhere at once, and cannot sign in any more. What was done stays as it is. API keys that they "
    "made go on working: revoke those that nobody needs. Where they own the office, invitations that are open are withdrawn."
)

HERE = "/office/settings/team"
_FIELDS = ("name", "email", "role")


@router.api_route("", methods=LOOK)
async def team(request: Request, staff: OfficeDep, said: str = "") -> Response:
    """Who is in the office, and for owners who is invited."""
    return await _team(request, staff, said=said)


@router.post("/invitations")
async def invite(request: Request, staff: OwningOfficeDep) -> Response:
    """Has somebody mailed a link by which they join."""
    form = await request.form()
    typed = {name: text_in(form, name) for name in _FIELDS}

    def run() -> None:
        database = request.app.state.context.database
        limit_invitations(database, workspace_id=staff.workspace_id)
        with database.begin() as session:
            public_url = settings(request).public_url
            invite_member(session, workspace_id=staff.workspace_id, by=staff.id, public_url=public_url, **typed)

    try:
        await run_in_threadpool(run)
    except (Invalid, Conflict, TooMany) as wrong:
        told = [FieldError(field=wrong.field or "email", message=_in_words(wrong.message))]
        return later(await _team(request, staff, form=typed, errors=told, status=status_of(wrong)), wrong)
    return see(f"{HERE}?said=invited")


@router.post("/invitations/{invitation_id}/send")
async def send(request: Request, staff: OwningOfficeDep, invitation_id: UUID) -> Response:
    """Mails the link again, good for another week."""

    def run() -> None:
        database = request.app.state.context.database
        limit_invitations(database, workspace_id=staff.workspace_id)
        with database.begin() as session:
            send_invitation(
                session,
                workspace_id=staff.workspace_id,
                invitation_id=invitation_id,
                by=staff.id,
                public_url=settings(request).public_url,
            )

    return await _do(request, staff, run, "sent")


@router.post("/invitations/{invitation_id}/withdraw")
async def withdraw(request: Request, staff: OwningOfficeDep, invitation_id: UUID) -> Response:
    """Has the link lead nowhere."""

    def run() -> None:
        with request.app.state.context.database.begin() as session:
            withdraw_invitation(session, workspace_id=staff.workspace_id, invitation_id=invitation_id, by=staff.id)

    return await _do(request, staff, run, "withdrawn")


@router.post("/{staff_id}/role")
async def give_role(request: Request, staff: OwningOfficeDep, staff_id: UUID) -> Response:
    """Gives another role; owners who give up their own are asked first."""
    form = await request.form()
    role = text_in(form, "role")
    if staff_id == staff.id and role != "owner" and form.get("sure") != "yes":
        return await _ask(
            request,
            staff,
            title=say("Stop being an owner?"),
            sentence=say(
                "You could not change people, payments to the business or keys any more. Another owner can make "
                "you an owner again."
            ),
            button=say("Stop being an owner"),
            fields=[("role", role)],
        )

    def run() -> None:
        with request.app.state.context.database.begin() as session:
            change_role(session, workspace_id=staff.workspace_id, staff_id=staff_id, role=role, by=staff.id)

    return await _do(request, staff, run, "role")


@router.post("/{staff_id}/remove")
async def remove(request: Request, staff: OwningOfficeDep, staff_id: UUID) -> Response:
    """Has somebody leave the office, once it is certain that it is meant."""
    form = await request.form()
    if form.get("sure") != "yes":
        leaving = await run_in_threadpool(_member, request, staff, staff_id)
        mine = staff_id == staff.id
        return await _ask(
            request,
            staff,
            title=say("Leave this office?") if mine else say("Remove {name}?", name=leaving.name),
            sentence=_YOU_LEAVE if mine else _THEY_LEAVE,
            button=say("Leave") if mine else say("Remove"),
        )

    def run() -> None:
        with request.app.state.context.database.begin() as session:
            remove_member(session, workspace_id=staff.workspace_id, staff_id=staff_id, by=staff.id)

    return await _do(request, staff, run, "removed")


@router.post("/{staff_id}/second-step")
async def reset_second_step(request: Request, staff: OwningOfficeDep, staff_id: UUID) -> Response:
    """Helps somebody who has lost their phone and their recovery codes, once it is certain that it is meant."""
    form = await request.form()
    if form.get("sure") != "yes":
        losing = await run_in_threadpool(_member, request, staff, staff_id)
        return await _ask(
            request,
            staff,
            title=say("Reset the second step of {name}?", name=losing.name),
            sentence=say(
                "Their password alone signs them in then, until they set up another app. Make sure that it is they who "
                "ask you: speak with them."
            ),
            button=say("Reset it"),
        )

    def run() -> None:
        with request.app.state.context.database.begin() as session:
            reset_second_factor(session, workspace_id=staff.workspace_id, staff_id=staff_id, by=staff.id)

    return await _do(request, staff, run, "reset")


async def _do(request: Request, staff: Staff, run: Any, said: str) -> Response:
    try:
        await run_in_threadpool(run)
    except (Invalid, Conflict, NotFound, TooMany) as wrong:
        told = [FieldError(field="people", message=_in_words(wrong.message))]
        return later(await _team(request, staff, errors=told, status=status_of(wrong)), wrong)
    return see(f"{HERE}?said={said}")


async def _ask(request: Request, staff: Staff, **asked: Any) -> Response:
    fields = [*asked.pop("fields", ()), ("sure", "yes")]
    frame = await frame_of(request, staff)
    content = AskPage(
        shell=shell(request),
        frame=frame,
        action=request.url.path,
        back_url=HERE,
        fields=fields,
        **asked,
    )
    return page("office/ask.html", content)


def _member(request: Request, staff: Staff, staff_id: UUID) -> Staff:
    with request.app.state.context.database.read() as session:
        return get_member(session, staff.workspace_id, staff_id)


async def _team(request: Request, staff: Staff, *, status: int = 200, **more: Any) -> Response:
    members, protected, invited = await run_in_threadpool(_look_up, request, staff)
    frame = await frame_of(request, staff)
    content = TeamPage(
        shell=shell(request),
        frame=frame,
        sections=sections(request),
        members=[_line(one, staff, has_second_step=one.id in protected) for one in members],
        invitations=[_invitation_line(one) for one in invited] if staff.is_owner else (),
        action=f"{HERE}/invitations" if staff.is_owner else None,
        **more,
    )
    return page("office/settings_team.html", content, status=status)


def _look_up(request: Request, staff: Staff) -> tuple[list[Staff], set[UUID], list[Invitation]]:
    here = staff.workspace_id
    with request.app.state.context.database.read() as session:
        return (
            list(team_of(session, here)),
            set(protected_members(session, here)),
            list(invitations_of(session, here)),
        )


def _line(one: Staff, staff: Staff, *, has_second_step: bool) -> MemberLine:
    return MemberLine(
        id=str(one.id),
        name=one.name,
        email=one.email,
        role=one.role,
        is_me=one.id == staff.id,
        role_action=f"{HERE}/{one.id}/role" if staff.is_owner else None,
        remove_action=f"{HERE}/{one.id}/remove" if staff.is_owner else None,
        has_second_step=has_second_step,
        reset_action=f"{HERE}/{one.id}/second-step"
        if staff.is_owner and has_second_step and one.id != staff.id
        else None,
    )


def _invitation_line(one: Invitation) -> InvitationLine:
    return InvitationLine(
        id=str(one.id),
        name=one.name,
        email=one.email,
        role=one.role,
        expires_at=one.expires_at,
        is_over=one.expires_at <= utc_now(),
        send_action=f"{HERE}/invitations/{one.id}/send",
        withdraw_action=f"{HERE}/invitations/{one.id}/withdraw",
    )


def _in_words(message: str) -> str:
    """A refusal as a form tells it, which begins its sentences as people do."""
    return upper_first(message) if message.startswith(_FIELDS) else message
