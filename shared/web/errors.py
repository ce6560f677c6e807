"""Errors over HTTP: RFC 9457 problem documents. Each kind of error has its status here and nowhere else."""

import json
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from shared import causality
from shared.errors import (
    Conflict,
    Forbidden,
    Gone,
    Invalid,
    NotAuthenticated,
    NotFound,
    PorchlightError,
    TooMany,
    Unavailable,
)
from shared.words import ENGLISH, tell

log = structlog.get_logger()

_STATUSES: dict[type[PorchlightError], int] = {
    Invalid: 422,
    NotAuthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Gone: 410,
    Conflict: 409,
    TooMany: 429,
    Unavailable: 503,
}
_UNREADABLE = 400
_TITLES = {
    400: "The request cannot be read",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "Not possible now",
    410: "No longer available",
    413: "Too large",
    415: "Not in a form that is read here",
    422: "Something in the input is wrong",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "Unavailable for the moment",
}


class _ProblemResponse(JSONResponse):
    """A problem document; it may quote what came in, which may be no text that can be sent."""

    media_type = "application/problem+json"

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def status_of(error: PorchlightError) -> int:
    """The HTTP status of the kind of error this is."""
    return next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 400)


def problem(
    status: int, code: str, detail: str, *, errors: list[dict[str, Any]] | None = None, **extra: Any
) -> JSONResponse:
    """A problem document; `type` and `code` are stable, `detail` is for a human, `errors` names the fields at fault."""
    body: dict[str, Any] = {
        "type": f"urn:porchlight:problem:{code}",
        "title": _TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "code": code,
        "correlation_id": causality.current().correlation_id,
    }
    if errors:
        body["errors"] = errors
    headers = {"Retry-After": str(extra["retry_after"])} if "retry_after" in extra else None
    return _ProblemResponse(body | extra, status_code=status, headers=headers)


def problem_of(error: PorchlightError, language: str = "") -> JSONResponse:
    """The problem document of one of our own errors, in `language` as far as its sentence is known there."""
    message = tell(error.message, language or ENGLISH)
    errors = [{"field": error.field, "message": message}] if error.field else None
    extra = {key: value for key, value in error.extra.items() if key != "claims"}
    return problem(status_of(error), error.code, message, errors=errors, **extra)


def _malformed(request: Request, error: RequestValidationError) -> JSONResponse:
    problems = error.errors()
    if any(found["loc"] == ("body",) and isinstance(found["input"], bytes) for found in problems):
        return _not_json(request.headers.get("content-type", ""))
    if any(found["type"] == "json_invalid" for found in problems):
        return problem(400, "malformed_json", "The body is not valid JSON. Check for a missing quote, comma or brace.")
    errors = [{"field": _path(found["loc"]), "message": _sentence(found)} for found in problems]
    named = ", ".join(found["field"] for found in errors)
    return problem(422, "invalid", f"Check {named}.", errors=errors)


def _not_json(content_type: str) -> JSONResponse:
    """For a body that was not read at all, because it did not say that it is JSON."""
    kind = content_type.partition(";")[0].strip()[:100]
    came = f"it came as {kind}" if kind else "it came without a Content-Type"
    return problem(415, "unsupported_media_type", f"Send the body as Content-Type: application/json; {came}.")


def _path(location: tuple[Any, ...]) -> str:
    parts = [part for part in location if part not in {"body", "query", "path", "header"}]
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".") or "body"


def _sentence(found: Any) -> str:
    message = str(found["msg"]).removeprefix("Value error, ")
    if "UploadFile" in message:
        return "Send a file here, in a form of the type multipart/form-data."
    return message if message.endswith(".") else f"{message}."


def sentence_of(error: HTTPException) -> str:
    """What the framework refused, in a sentence for a human; it has none of its own for a body that it cannot take apart."""
    if error.detail == "There was an error parsing the body":
        return "The body is not what its Content-Type says, or not all of it came. Send it again; text has to be UTF-8."
    return str(error.detail)


def install_errors(app: FastAPI) -> None:
    """Has `app` answer every error with a problem document."""

    @app.exception_handler(PorchlightError)
    def ours(request: Request, error: PorchlightError) -> JSONResponse:
        return problem_of(error, request.headers.get("accept-language", ""))

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> JSONResponse:
        return _malformed(request, error)

    @app.exception_handler(HTTPException)
    def http(_request: Request, error: HTTPException) -> JSONResponse:
        code = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 400: "malformed"}.get(
            error.status_code, "error"
        )
        errors = [{"field": "body", "message": sentence_of(error)}] if error.status_code == _UNREADABLE else None
        return problem(error.status_code, code, sentence_of(error), errors=errors)

    def database_away(_request: Request, error: Exception) -> JSONResponse:
        log.error("database_unavailable", reason=str(error).splitlines()[0])
        return problem(
            503, "unavailable", "The data cannot be reached for the moment. Try again shortly.", retry_after=2
        )

    for kind in (OperationalError, InterfaceError, PoolTimeout):
        app.add_exception_handler(kind, database_away)

    @app.exception_handler(Exception)
    def unexpected(_request: Request, error: Exception) -> JSONResponse:
        log.error("request_failed", exc_info=error)
        return problem(500, "internal_error", "Something went wrong on our side. Nothing was changed; try again.")
