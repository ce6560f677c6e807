"""The links by which people of an office set a password: of an invitation, and of a password forgotten.

Looking at a link changes nothing, whoever looks and however often. A press of its button, as people press it, leads to the
field for the password, and only what that page sends uses the link up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.adapters.passwords import hash_password
from services.portal.domain.errors import WeakPassword
from services.portal.domain.nonce import is_page_nonce, page_nonce
from services.portal.domain.password import SHORTEST, read_password
from services.portal.domain.team_errors import AlreadyMember, InvitationOver, PasswordLinkOver
from services.portal.pages.answers import dress, page, profiles, see, shell
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.office_sessions import keep_session, session_token
from services.portal.pages.opened import Door, nonce_of, settings
from services.portal.pages.places import LOOK
from services.portal.pages.team_views import NewPasswordPage, PasswordLinkPage
from services.portal.pages.views import ConfirmPage, FieldError
from services.portal.queries.invitations import find_invitation
from services.portal.queries.password_resets import find_reset
from services.portal.usecases.join_team import join_team
from services.portal.usecases.reset_password import reset_password
from services.portal.usecases.start_session import start_session
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.portal import INVITATION_TICKETS, PASSWORD_TICKETS
from shared.tickets import Tickets
from shared.words import named, say

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a link that is good opens."""

    workspace_id: UUID
    record_id: UUID
    email: str
    name: str
    staff_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of such links, and what its pages say."""

    use: str
    path: str
    find: Callable[[Session, UUID], _Opened | None]
    title: str
    sentence: Callable[[str, str], str]
    button: str
    done: str
    over: str
    again_url: str | None


def _invited(session: Session, record_id: UUID) -> _Opened | None:
    found = find_invitation(session, record_id, utc_now())
    return _Opened(found.workspace_id, found.id, found.email, found.name) if found else None


def _forgetful(session: Session, record_id: UUID) -> _Opened | None:
    found = find_reset(session, record_id, utc_now())
    if found is None:
        return None
    reset, staff = found
    return _Opened(reset.workspace_id, reset.id, staff.email, staff.name, staff.id)


_JOIN = _Kind(
    INVITATION_TICKETS,
    "/office/join",
    _invited,
    say("Join the office"),
    lambda business, email: say(
        "You have been invited to the office of {business}. You sign in with {email} and a password, which you choose next.",
        business=business,
        email=email,
    ),
    say("Choose a password"),
    say("Join"),
    say(
        "An invitation is good once, and for seven days. This one has been used or withdrawn, or its days are over. "
        "Ask whoever invited you to send it again."
    ),
    None,
)
_RESET = _Kind(
    PASSWORD_TICKETS,
    "/office/reset",
    _forgetful,
    say("A new password"),
    lambda business, email: say(
        "Choose a new password for {email} at the office of {business}. You are then signed out everywhere, and sign in with "
        "the new one.",
        business=business,
        email=email,
    ),
    say("Choose a new password"),
    say("Set the password"),
    say("Such a link is good once, and for one hour. Ask for a new one; it takes a moment."),
    "/office/forgotten",
)


@router.api_route("/office/join/{token}", methods=LOOK)
async def invitation(request: Request, token: str) -> Response:
    """The page behind the link of an invitation. It changes nothing."""
    return await _look(request, _JOIN, token)


@router.post("/office/join/{token}")
async def take_up(request: Request, token: str) -> Response:
    """Asks for the password, once a person has pressed the button."""
    return await _press(request, _JOIN, token)


@router.post("/office/join/{token}/password")
async def join(request: Request, token: str) -> Response:
    """Has the person join the office, signed in."""
    return await _set(request, _JOIN, token)


@router.api_route("/office/reset/{token}", methods=LOOK)
async def forgotten(request: Request, token: str) -> Response:
    """The page behind the link for a password forgotten. It changes nothing."""
    return await _look(request, _RESET, token)


@router.post("/office/reset/{token}")
async def begin_reset(request: Request, token: str) -> Response:
    """Asks for the new password, once a person has pressed the button."""
    return await _press(request, _RESET, token)


@router.post("/office/reset/{token}/password")
async def reset(request: Request, token: str) -> Response:
    """Sets the new password, which is to be signed in with."""
    return await _set(request, _RESET, token)


async def _look(request: Request, kind: _Kind, token: str) -> Response:
    opened = await _open(request, kind, token)
    return _link_page(request, kind, token, opened) if opened else _over_page(request, kind)


async def _press(request: Request, kind: _Kind, token: str) -> Response:
    opened, form, door = await _open(request, kind, token), await request.form(), _door(kind, token)
    if opened is None:
        return _over_page(request, kind)
    if is_person(request, door, form):
        return _password_form(request, kind, token, opened)
    content = ConfirmPage(
        shell=shell(request),
        title=f"{kind.title}?",
        sentence=say("Press the button to go on."),
        action=door.base,
        button=kind.button,
        back_url=door.base,
        fields=question_fields(request, door, form),
        again=was_asked(form),
    )
    return page("office/confirm.html", content)


async def _set(request: Request, kind: _Kind, token: str) -> Response:
    opened, form = await _open(request, kind, token), await request.form()
    if opened is None:
        return _over_page(request, kind)
    if not is_page_nonce(_secret(request), _form_name(kind, opened), str(form.get("ticket", "")), utc_now()):
        return see(f"{kind.path}/{token}")
    try:
        return await _finish(request, opened, str(form.get("password", "")))
    except WeakPassword as weak:
        told = [FieldError(field="password", message=named(say("The password"), weak.message, "password"))]
        return _password_form(request, kind, token, opened, errors=told, status=422)
    except (InvitationOver, PasswordLinkOver, AlreadyMember):
        return _over_page(request, kind)


async def _finish(request: Request, opened: _Opened, password: str) -> Response:
    wanted = read_password(password, field="password")
    session_begun = await run_in_threadpool(_keep, request, opened, wanted)
    if session_begun is None:
        return see("/office/login?said=password")
    answer = see("/office")
    keep_session(request, answer, session_begun)
    return answer


def _keep(request: Request, opened: _Opened, password: str) -> str | None:
    """Sets the password; the token of the session that begins with it, for who has just joined."""
    # Hashed before the transaction: it takes its time.
    password_hash = hash_password(password)
    with request.app.state.context.database.begin() as session:
        if opened.staff_id is not None:
            reset_password(
                session,
                workspace_id=opened.workspace_id,
                staff_id=opened.staff_id,
                reset_id=opened.record_id,
                password_hash=password_hash,
            )
            return None
        staff = join_team(
            session,
            workspace_id=opened.workspace_id,
            invitation_id=opened.record_id,
            password_hash=password_hash,
        )
        return start_session(session, staff=staff, replaces=session_token(request))


async def _open(request: Request, kind: _Kind, token: str) -> _Opened | None:
    """What the link opens, its page dressed as the business; None where it is over. Raises `LinkNotValid`."""
    opened = await run_in_threadpool(_find, request, kind, Tickets(kind.use, _secret(request)).open(token))
    profile = await profiles(request).by_id(opened.workspace_id) if opened else None
    if profile is not None:
        dress(request, profile)
    return opened


def _find(request: Request, kind: _Kind, record_id: UUID) -> _Opened | None:
    with request.app.state.context.database.read() as session:
        return kind.find(session, record_id)


def _link_page(request: Request, kind: _Kind, token: str, opened: _Opened) -> Response:
    door, dressed = _door(kind, token), shell(request)
    business = dressed.business.name if dressed.business else say("the business")
    content = PasswordLinkPage(
        shell=dressed,
        nonce=nonce_of(request, door),
        action=door.base,
        title=kind.title,
        sentence=kind.sentence(business, opened.email),
        button=kind.button,
    )
    return page("office/password_link.html", content)


def _over_page(request: Request, kind: _Kind) -> Response:
    content = PasswordLinkPage(
        shell=shell(request),
        nonce="",
        action="",
        title=say("This link is over"),
        sentence=kind.over,
        button=say("Ask for a new link"),
        again_url=kind.again_url,
        is_over=True,
    )
    return page("office/password_link.html", content, status=410)


def _password_form(
    request: Request,
    kind: _Kind,
    token: str,
    opened: _Opened,
    *,
    errors: list[FieldError] | None = None,
    status: int = 200,
) -> Response:
    content = NewPasswordPage(
        shell=shell(request),
        title=kind.title,
        email=opened.email,
        action=f"{kind.path}/{token}/password",
        ticket=page_nonce(_secret(request), _form_name(kind, opened), utc_now()),
        button=kind.done,
        shortest=SHORTEST,
        errors=errors or (),
    )
    return page("office/password_new.html", content, status=status)


def _door(kind: _Kind, token: str) -> Door:
    return Door(f"{kind.path}:{token}", f"{kind.path}/{token}", pays=False)


def _form_name(kind: _Kind, opened: _Opened) -> str:
    return f"{kind.path}:password:{opened.record_id}"


def _secret(request: Request) -> str:
    return settings(request).service_token_secret.get_secret_value()
