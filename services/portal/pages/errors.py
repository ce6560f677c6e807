"""What goes wrong, told as a page where a person is reading, and as a problem document where a program is."""

from http import HTTPStatus
from urllib.parse import quote, urlencode

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.portal.adapters.refusals import Refused
from services.portal.domain.errors import ChoiceNeeded, CustomerSignInNeeded, OfficeLooks, SignInNeeded
from services.portal.pages.answers import page, see, shell
from services.portal.pages.link import expired_page
from services.portal.pages.places import CHOOSE, LOGIN
from services.portal.pages.views import Link, PlainPage, ProblemPage
from shared.errors import PorchlightError
from shared.web.errors import problem, sentence_of, status_of
from shared.words import say

log = structlog.get_logger()

_FOR_PROGRAMS = ("/api/", "/webhooks/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/dev/mailbox.json")
_OUR_FAULT = say("Something went wrong on our side. Nothing was changed; please try again.")
_TITLES = {
    HTTPStatus.FORBIDDEN: say("This is not yours to do"),
    HTTPStatus.CONFLICT: say("This cannot be done now"),
    HTTPStatus.TOO_MANY_REQUESTS: say("Too many tries"),
    HTTPStatus.SERVICE_UNAVAILABLE: say("Out of reach for the moment"),
}


def problem_of_refusal(error: Refused) -> Response:
    """The problem document of a service, as it said it."""
    errors = [{"field": field.field, "message": field.message} for field in error.fields]
    return problem(error.status, error.reason, error.message, errors=errors or None, **error.extra)


def problem_page(request: Request, status: int, sentence: str, title: str | None = None) -> Response:
    """A page that says what is wrong, and offers to try again where trying again is only looking."""
    looking = request.method in {"GET", "HEAD"}
    content = ProblemPage(
        shell=shell(request),
        title=title or _TITLES.get(HTTPStatus(status), say("That did not work")),
        sentence=sentence,
        way_out=Link(name=say("Try again"), url=request.url.path) if looking else None,
        for_customers=not request.url.path.startswith("/office"),
    )
    answer = page("customer/problem.html", content, status=status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = "5"
    return answer


def not_found_page(request: Request) -> Response:
    """The page for what is not there. It names nobody, whoever's address it nearly was."""
    request.state.profile = None
    return page("customer/not_found.html", PlainPage(shell=shell(request)), status=404)


def install_pages(app: FastAPI) -> None:
    """Has `app` tell people of errors by pages; what is said to programs stays as it is."""
    for kind in (PorchlightError, RequestValidationError, HTTPException, OperationalError, InterfaceError, PoolTimeout):
        _wrap(app, kind)
    _wrap(app, Exception)


def _wrap(app: FastAPI, kind: type[Exception]) -> None:
    for_programs = app.exception_handlers[kind]

    async def tell(request: Request, error: Exception) -> Response:
        if isinstance(error, Refused) and not _reads_pages(request):
            return problem_of_refusal(error)
        if not _reads_pages(request):
            return for_programs(request, error)  # type: ignore[return-value]
        return await _page_for(request, error)

    app.add_exception_handler(kind, tell)


def _reads_pages(request: Request) -> bool:
    if request.url.path.startswith(_FOR_PROGRAMS):
        return False
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted or "application/json" not in accepted


async def _page_for(request: Request, error: Exception) -> Response:
    if isinstance(error, (SignInNeeded, CustomerSignInNeeded, ChoiceNeeded)):
        return _sign_in(request, error)
    if isinstance(error, OfficeLooks):
        # With the method and the form, so that an answer that was meant for the link is tried in the preview.
        return RedirectResponse(error.url, 307)
    if isinstance(error, Refused) and error.status == HTTPStatus.GONE and "token" in request.path_params:
        return await expired_page(request, error)
    status, sentence = _said(error)
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}:
        return not_found_page(request)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.SERVICE_UNAVAILABLE:
        log.error("page_failed", exc_info=error)
        return problem_page(request, status, _OUR_FAULT, say("Something went wrong"))
    answer = problem_page(request, status, sentence)
    if isinstance(error, PorchlightError) and "retry_after" in error.extra:
        answer.headers["Retry-After"] = str(error.extra["retry_after"])
    return answer


def _said(error: Exception) -> tuple[int, str]:
    """The status and the sentence for a human of any error."""
    if isinstance(error, Refused):
        return error.status, error.message
    if isinstance(error, PorchlightError):
        return status_of(error), error.message
    if isinstance(error, RequestValidationError):
        return 404, ""
    if isinstance(error, HTTPException):
        return error.status_code, sentence_of(error)
    if isinstance(error, (OperationalError, InterfaceError, PoolTimeout)):
        log.error("database_unavailable", reason=str(error).splitlines()[0])
        return 503, say("Our data cannot be reached for the moment. Nothing is lost: please try again in a minute.")
    return 500, _OUR_FAULT


def _sign_in(request: Request, error: Exception) -> Response:
    if isinstance(error, ChoiceNeeded):
        return see(CHOOSE)
    looking = request.method in {"GET", "HEAD"}
    if isinstance(error, CustomerSignInNeeded):
        return see(f"{LOGIN}?{urlencode({'next': request.url.path})}" if looking else LOGIN)
    if "text/event-stream" in request.headers.get("accept", ""):
        return Response(status_code=401)
    wanted = request.url.path if looking else "/office"
    return see(f"/office/login?next={quote(wanted, safe='/')}")
