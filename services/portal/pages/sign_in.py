"""Signing in to the office in a browser, and out."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.contact import email_key
from services.portal.domain.errors import CredentialsNotValid, WorkspaceNeeded
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.browser import client_ip
from services.portal.pages.console_paths import wanted
from services.portal.pages.office_sessions import drop_session, keep_session, session_token, staff_of_browser
from services.portal.pages.office_sign_up import sign_up_url
from services.portal.pages.office_views import LoginPage
from services.portal.pages.places import LOOK
from services.portal.pages.second_step import begin_step
from services.portal.queries.second_factors import has_second_factor
from services.portal.usecases.end_session import end_session
from services.portal.usecases.limit_sign_ins import limit_sign_ins
from services.portal.usecases.start_session import start_session
from services.portal.usecases.verify_credentials import verify_credentials
from shared.errors import TooMany
from shared.web.errors import status_of

router = APIRouter(include_in_schema=False)


@router.api_route("/office/login", methods=LOOK)
async def login(request: Request, next: str = "", said: str = "") -> Response:  # noqa: A002 - the parameter's name
    if await staff_of_browser(request):
        return see(wanted(next))
    return page("office/login.html", _door(request, next_url=wanted(next), said=said))


@router.post("/office/login")
async def sign_in(
    request: Request,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",  # noqa: A002
    workspace: Annotated[str, Form()] = "",
) -> Response:
    """A new session; the answer is the same for a wrong password and for an address nobody has."""
    try:
        staff, token = await run_in_threadpool(_sign_in, request, email, password, workspace)
    except (CredentialsNotValid, TooMany, WorkspaceNeeded) as refused:
        content = _door(
            request,
            email=email,
            next_url=wanted(next),
            problem=refused.message,
            workspaces=refused.slugs if isinstance(refused, WorkspaceNeeded) else (),
        )
        return page("office/login.html", content, status=status_of(refused))
    if token is None:
        return begin_step(request, staff, wanted(next))
    answer = see(wanted(next))
    keep_session(request, answer, token)
    return answer


@router.post("/office/logout")
async def sign_out(request: Request) -> Response:
    """Ends the session here and in the browser."""
    token = session_token(request)
    if token:
        await run_in_threadpool(_sign_out, request, token)
    answer = see("/office/login")
    drop_session(request, answer)
    return answer


def _sign_in(request: Request, email: str, password: str, workspace: str) -> tuple[Staff, str | None]:
    """Who it is, and the token of their session; none where a second step is left to do."""
    database = request.app.state.context.database
    limit_sign_ins(database, ip=client_ip(request), email=email_key(email))
    staff = verify_credentials(database, email=email, password=password, workspace=workspace)
    with database.begin() as session:
        if has_second_factor(session, staff.workspace_id, staff.id):
            return staff, None
        return staff, start_session(session, staff=staff, replaces=session_token(request))


def _sign_out(request: Request, token: str) -> None:
    with request.app.state.context.database.begin() as session:
        end_session(session, token=token)


def _door(request: Request, **more: Any) -> LoginPage:
    return LoginPage(shell=shell(request), sign_up_url=sign_up_url(request), **more)
