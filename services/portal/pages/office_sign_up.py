"""Signing up: a new business opens its workspace by one short form, and is in its office at once."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from services.portal.adapters.passwords import hash_password
from services.portal.domain.contact import email_key
from services.portal.domain.conventions import currencies, currency_of, time_zones, zone_of
from services.portal.domain.errors import CredentialsNotValid, InvalidRequest, SlugTaken
from services.portal.domain.nonce import confirmation_nonce, is_confirmation_nonce
from services.portal.domain.robots import is_browser
from services.portal.domain.sign_up import Applied, languages, read_sign_up
from services.portal.domain.slugs import slug_from
from services.portal.pages.answers import later, page, see, shell
from services.portal.pages.browser import client_ip, own_url, visitor
from services.portal.pages.confirming import PRESSED, TRAP
from services.portal.pages.errors import problem_page
from services.portal.pages.forms import text_in
from services.portal.pages.office_sessions import keep_session, session_token
from services.portal.pages.opened import settings
from services.portal.pages.places import LOOK
from services.portal.pages.sign_up_views import SignUpPage, Zone
from services.portal.pages.views import FieldError
from services.portal.queries.staff import staff_by_email
from services.portal.queries.workspaces import free_slug
from services.portal.usecases.create_workspace import Owner, create_workspace
from services.portal.usecases.limit_new_workspaces import limit_new_workspaces
from services.portal.usecases.limit_sign_ins import limit_sign_ins
from services.portal.usecases.start_session import start_session
from services.portal.usecases.verify_credentials import verify_credentials
from shared.clock import utc_now
from shared.errors import Invalid, TooMany
from shared.words import ENGLISH, named, say

router = APIRouter(include_in_schema=False)

HERE = "/office/sign-up"
_OFFICE = "/office"
_FORM = "office:sign-up"
_TYPED = ("company_name", "slug", "owner_email", "time_zone", "currency", "language")
_LABELS = {
    "company_name": say("The company's name"),
    "slug": say("The portal's address"),
    "owner_email": say("Your email"),
    "owner_password": say("The password"),
    "time_zone": say("The time zone"),
    "currency": say("The currency"),
    "language": say("The language"),
}
_CLOSED = say(
    "Whoever runs this Porchlight opens the workspaces themselves. Ask them for one, or sign in to the one you have."
)
_AGAIN = say(
    "Please press the button once more, so that we know that it is you and not a program. Nothing is lost but the password."
)
_SUGGESTED = say("This is what we suggest. It stays for ever: keep it, or write another one.")


@router.api_route(HERE, methods=LOOK)
async def look(request: Request) -> Response:
    """The form, with what the browser tells of where it is."""
    if not settings(request).sign_up_open:
        return problem_page(request, 403, _CLOSED, say("Sign-up is closed here"))
    return _form(request, _guessed(request))


@router.post(HERE)
async def sign_up(request: Request) -> Response:
    """Opens the workspace and signs its owner in."""
    if not settings(request).sign_up_open:
        return problem_page(request, 403, _CLOSED, say("Sign-up is closed here"))
    form = await request.form()
    typed = Applied(
        **{name: text_in(form, name) for name in _TYPED}, owner_password=str(form.get("owner_password", ""))
    )
    if not typed.slug and typed.company_name:
        suggested = await run_in_threadpool(_free, request, slug_from(typed.company_name))
        error = FieldError(field="slug", message=_SUGGESTED)
        return _form(request, replace(typed, slug=suggested), status=422, errors=[error])
    try:
        applied = read_sign_up(typed)
    except InvalidRequest as wrong:
        return _form(request, typed, status=422, errors=[_told(problem) for problem in wrong.problems])
    if not _is_person(request, form):
        return _form(request, typed, status=422, problem=_AGAIN)
    return await _open(request, applied, typed)


def sign_up_url(request: Request) -> str | None:
    """Where a workspace can be opened; None where only whoever runs this may."""
    return HERE if settings(request).sign_up_open else None


async def _open(request: Request, applied: Applied, typed: Applied) -> Response:
    try:
        token = await run_in_threadpool(_sign_up, request, applied)
    except SlugTaken as taken:
        error = FieldError(field="slug", message=taken.message)
        return _form(request, typed, status=409, errors=[error])
    except TooMany as often:
        return later(_form(request, typed, status=429, problem=often.message), often)
    answer = see(_OFFICE)
    if token is not None:
        keep_session(request, answer, token)
    return answer


def _sign_up(request: Request, applied: Applied) -> str | None:
    """The token of the owner's session; None for a form that was sent twice, whose first answer brings it."""
    database = request.app.state.context.database
    limit_new_workspaces(database, ip=client_ip(request))
    owner = Owner(applied.owner_email, hash_password(applied.owner_password))
    try:
        with database.begin() as session:
            workspace = create_workspace(
                session,
                slug=applied.slug,
                company_name=applied.company_name,
                owner=owner,
                time_zone=applied.time_zone,
                currency=applied.currency,
                locale=applied.locale,
            )
            staff, _ = staff_by_email(session, email_key(applied.owner_email), slug=workspace.slug)[0]
            return start_session(session, staff=staff, replaces=session_token(request))
    except SlugTaken as taken:
        _refuse_others(request, applied, taken)
    return None


def _refuse_others(request: Request, applied: Applied, taken: SlugTaken) -> None:
    """Raises `taken` unless the workspace is theirs by address and password. Guessing is as slow as at the door.

    They are not signed in by it: whatever else the door asks of them, it alone asks.
    """
    database = request.app.state.context.database
    limit_sign_ins(database, ip=client_ip(request), email=applied.owner_email)
    try:
        verify_credentials(database, email=applied.owner_email, password=applied.owner_password, workspace=applied.slug)
    except CredentialsNotValid:
        raise taken from None


def _free(request: Request, slug: str) -> str:
    with request.app.state.context.database.read() as session:
        return free_slug(session, slug)


def _guessed(request: Request) -> Applied:
    accepted = request.headers.get("accept-language", "")
    zone = zone_of(accepted)
    spoken = accepted.partition(",")[0].partition("-")[0].strip().lower()
    language = spoken if spoken in dict(languages()) else ENGLISH
    return Applied(time_zone=zone, currency=currency_of(zone), language=language)


def _is_person(request: Request, form: FormData) -> bool:
    """Whether a browser sent the form by its button, not sooner than a person could and with the trap left alone."""
    if form.get(TRAP) or form.get(PRESSED) != "yes" or not is_browser(visitor(request).user_agent):
        return False
    return is_confirmation_nonce(_secret(request), _FORM, "", str(form.get("nonce", "")), utc_now())


def _form(
    request: Request,
    typed: Applied,
    *,
    status: int = 200,
    errors: list[FieldError] | None = None,
    problem: str | None = None,
) -> Response:
    content = SignUpPage(
        shell=shell(request),
        nonce=confirmation_nonce(_secret(request), _FORM, "", utc_now()),
        typed=typed,
        portals=f"{own_url(request)}/portal/",
        zones=[Zone(name=zone, currency=currency_of(zone)) for zone in time_zones()],
        currencies=currencies(),
        languages=languages(),
        guessed=request.method != "POST",
        errors=errors or (),
        problem=problem,
    )
    return page("office/sign_up.html", content, status=status)


def _told(problem: Invalid) -> FieldError:
    field = problem.field or "company_name"
    return FieldError(field=field, message=named(_LABELS[field], problem.message, field))


def _secret(request: Request) -> str:
    return settings(request).service_token_secret.get_secret_value()
