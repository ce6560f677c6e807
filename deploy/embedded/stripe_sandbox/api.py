"""The API: one table of operations, and the way every request takes through it."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from starlette.responses import JSONResponse, Response

from . import accounts, cards, checkout, endpoints, listing, onboarding, refunds
from .errors import ApiError, Json, no_access
from .form import decode
from .idempotency import Answer, remember, remembered
from .objects import API_VERSION
from .params import Fields, read
from .sandbox import Sandbox
from .store import OWN, PLATFORM, Scope, find, get, token

_FORM = "application/x-www-form-urlencoded"
_KEY = re.compile(r"(?:sk|rk)_test_[A-Za-z0-9_]+")
_RESTRICTED = re.compile(r"rk_test_([A-Za-z0-9]+)\w*")
_READ_ONLY = "readonly"
_VERSION = re.compile(r"\d{4}-\d\d-\d\d(\.[a-z]+)?")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came in; header names are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A request for an operation: its transaction, the id in its path and its parameters."""

    scope: Scope
    id: str
    params: dict[str, Any]
    path: str
    page_url: str
    setup_url: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the API: `path` holds `{id}` where an id goes."""

    method: str
    path: str
    takes: Fields
    run: Callable[[Call], Json]

    def match(self, method: str, path: str) -> str | None:
        """The id in the path ("" for a path without one), or None where this is another operation."""
        pattern = re.escape(self.path).replace(r"\{id\}", "(?P<id>[^/]+)")
        found = re.fullmatch(pattern, path) if method == self.method else None
        return None if found is None else found.groupdict().get("id", "")


def retrieve(kind: str, param: str) -> Callable[[Call], Json]:
    """The operation that answers with one object."""
    return lambda call: get(call.scope, kind, call.id, param=param)


def listed(kind: str) -> Callable[[Call], Json]:
    """The operation that answers with a page of objects."""
    return lambda call: listing.page(call.scope, kind, call.params, url=call.path)


def expire(call: Call) -> Json:
    """The operation that ends an open session."""
    return checkout.expire_session(call.scope, get(call.scope, checkout.KIND, call.id, param="session"))


_SESSIONS = "/v1/checkout/sessions"
_OPERATIONS = (
    Operation("POST", "/v1/accounts", accounts.CREATION, lambda c: accounts.open_account(c.scope, c.params)),
    Operation("GET", "/v1/account", listing.ONE, lambda c: accounts.current_account(c.scope)),
    Operation(
        "POST",
        "/v1/account_links",
        onboarding.CREATION,
        lambda c: onboarding.make_link(c.scope, c.params, setup_url=c.setup_url),
    ),
    Operation(
        "POST", "/v1/webhook_endpoints", endpoints.CREATION, lambda c: endpoints.make_endpoint(c.scope, c.params)
    ),
    Operation("GET", "/v1/webhook_endpoints", listing.SESSIONS, listed(endpoints.KIND)),
    Operation("GET", "/v1/webhook_endpoints/{id}", listing.ONE, retrieve(endpoints.KIND, "webhook_endpoint")),
    Operation("DELETE", "/v1/webhook_endpoints/{id}", listing.ONE, lambda c: endpoints.remove_endpoint(c.scope, c.id)),
    Operation("GET", "/v1/accounts/{id}", listing.ONE, lambda c: accounts.get_account(c.scope, c.id)),
    Operation("POST", "/v1/accounts/{id}", accounts.CHANGE, lambda c: accounts.change_account(c.scope, c.id, c.params)),
    Operation(
        "POST",
        _SESSIONS,
        checkout.CREATION,
        lambda c: checkout.open_session(c.scope, c.params, page_url=c.page_url),
    ),
    Operation("GET", _SESSIONS, listing.SESSIONS, listed(checkout.KIND)),
    Operation("GET", f"{_SESSIONS}/{{id}}", listing.ONE, retrieve(checkout.KIND, "session")),
    Operation("POST", f"{_SESSIONS}/{{id}}/expire", listing.ONE, expire),
    Operation("GET", "/v1/payment_intents", listing.SESSIONS, listed("payment_intent")),
    Operation("POST", "/v1/payment_intents", cards.PAYMENT, lambda c: cards.open_payment(c.scope, c.params)),
    Operation(
        "POST", "/v1/payment_intents/{id}/confirm", cards.CONFIRMATION, lambda c: cards.confirm_payment(c.scope, c.id)
    ),
    Operation("POST", "/v1/payment_intents/{id}/cancel", listing.ONE, lambda c: cards.cancel_payment(c.scope, c.id)),
    Operation("POST", "/v1/payment_methods/{id}/detach", listing.ONE, lambda c: cards.detach_card(c.scope, c.id)),
    Operation("GET", "/v1/payment_methods/{id}", listing.ONE, retrieve(cards.METHOD, "payment_method")),
    Operation("GET", "/v1/customers/{id}", listing.ONE, retrieve(cards.CUSTOMER, "customer")),
    Operation("GET", "/v1/payment_intents/{id}", listing.ONE, retrieve("payment_intent", "intent")),
    Operation("GET", "/v1/charges", listing.SESSIONS, listed("charge")),
    Operation("GET", "/v1/charges/{id}", listing.ONE, retrieve("charge", "id")),
    Operation("POST", "/v1/refunds", refunds.CREATION, lambda c: refunds.refund_charge(c.scope, c.params)),
    Operation("GET", "/v1/refunds", listing.REFUNDS, listed("refund")),
    Operation("GET", "/v1/refunds/{id}", listing.ONE, retrieve("refund", "refund")),
    Operation("GET", "/v1/disputes", listing.REFUNDS, listed("dispute")),
    Operation("GET", "/v1/events", listing.EVENTS, listed("event")),
    Operation("GET", "/v1/events/{id}", listing.ONE, retrieve("event", "id")),
)


def respond(sandbox: Sandbox, request: Request) -> Response:
    """Answers one API request as Stripe would, refusals and our own faults included."""
    request_id = token("req", 7)
    try:
        answer = _carry_out(sandbox, request, request_id)
    except ApiError as refusal:
        answer = Answer(refusal.status, refusal.body())
    except Exception:  # the caller gets Stripe's 500, which the SDK knows how to retry, and the log the reason
        log.exception("sandbox_request_failed", method=request.method, path=request.path, request_id=request_id)
        error = ApiError("The sandbox failed; its log has the reason.", status=500, kind="api_error")
        answer = Answer(error.status, error.body())
    return JSONResponse(answer.body, status_code=answer.status, headers=_headers(request, answer, request_id))


def _carry_out(sandbox: Sandbox, request: Request, request_id: str) -> Answer:
    key_used = _authenticate(request.headers)
    _check_rights(key_used, request)
    _check_version(request.headers)
    operation, object_id = _operation(request)
    form = decode(_parameters(request))
    account = _own_account(key_used) or request.headers.get("stripe-account", PLATFORM)
    key = request.headers.get("idempotency-key") if request.method == "POST" else None
    with sandbox.transaction(account, request_id=request_id, idempotency_key=key) as scope:
        if account.startswith(OWN):
            accounts.ensure_account(scope, account, account.removeprefix(f"{OWN}_").capitalize())
        _check_account(scope)
        before = remembered(scope, endpoint=request.path, form=form) if key is not None else None
        if before is not None:
            return before
        call = Call(scope, object_id, read(operation.takes, form), request.path, sandbox.page_url, sandbox.setup_url)
        answer = _execute(operation, call)
        if key is not None:
            remember(scope, answer, endpoint=request.path, form=form)
        return answer


def _execute(operation: Operation, call: Call) -> Answer:
    """Runs the operation; a refusal that came of running it is an answer like any other, to be repeated for its key."""
    try:
        body = listing.expand(call.scope, operation.run(call), call.params.get("expand", []))
    except ApiError as refusal:
        if not refusal.executed:
            raise
        return Answer(refusal.status, refusal.body(), original=call.scope.request_id)
    return Answer(HTTPStatus.OK, body, original=call.scope.request_id)


def _authenticate(headers: Mapping[str, str]) -> str:
    scheme, _, credential = headers.get("authorization", "").partition(" ")
    key = _user_name(credential) if scheme.lower() == "basic" else credential.strip()
    if not key:
        message = "You did not provide an API key: set 'Authorization: Bearer sk_test_…'."
        raise ApiError(message, status=HTTPStatus.UNAUTHORIZED)
    if scheme.lower() not in {"basic", "bearer"} or not _KEY.fullmatch(key):
        message = "Invalid API Key provided. This sandbox takes any key that starts with sk_test_ or rk_test_."
        raise ApiError(message, status=HTTPStatus.UNAUTHORIZED)
    return key


def _own_account(key: str) -> str | None:
    """The account that a restricted key belongs to, by its first word: keys of one word are of one account."""
    found = _RESTRICTED.fullmatch(key)
    return f"{OWN}_{found[1]}" if found else None


def _check_rights(key: str, request: Request) -> None:
    """A restricted key with `readonly` in it may change nothing."""
    if not _RESTRICTED.fullmatch(key) or _READ_ONLY not in key or request.method == "GET":
        return
    right = f"rak_{request.path.rstrip('/').split('/')[2].rstrip('s')}_write"
    message = (
        f"The provided key '{key[:8]}***' does not have the required permissions for this endpoint on account "
        f"'{_own_account(key)}'. Having the '{right}' permission would allow this request to continue."
    )
    raise ApiError(message, status=HTTPStatus.FORBIDDEN)


def _user_name(credential: str) -> str:
    try:
        return base64.b64decode(credential, validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _check_version(headers: Mapping[str, str]) -> None:
    version = headers.get("stripe-version", API_VERSION)
    if not _VERSION.fullmatch(version):
        raise ApiError(f"Invalid Stripe API version: {version}. This sandbox speaks {API_VERSION}.")


def _operation(request: Request) -> tuple[Operation, str]:
    for operation in _OPERATIONS:
        object_id = operation.match(request.method, request.path)
        if object_id is not None:
            return operation, object_id
    message = (
        f"Unrecognized request URL ({request.method}: {request.path}). "
        "This sandbox knows accounts and their links, webhook endpoints, checkout sessions, payment intents, "
        "charges, refunds, disputes and events."
    )
    raise ApiError(message, status=HTTPStatus.NOT_FOUND)


def _parameters(request: Request) -> str:
    if request.method != "POST" or not request.body:
        return request.query
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise ApiError(f"Invalid request (check that your POST content type is {_FORM}).")
    try:
        body = request.body.decode()
    except UnicodeDecodeError as error:
        raise ApiError("Invalid UTF-8 in request body.") from error
    return f"{request.query}&{body}" if request.query else body


def _check_account(scope: Scope) -> None:
    if scope.account and find(Scope(scope.db, PLATFORM), accounts.KIND, scope.account) is None:
        raise no_access(scope.account)


def _headers(request: Request, answer: Answer, request_id: str) -> dict[str, str]:
    headers = {"Request-Id": request_id, "Stripe-Version": API_VERSION, "Cache-Control": "no-cache, no-store"}
    if "stripe-account" in request.headers:
        headers["Stripe-Account"] = request.headers["stripe-account"]
    if "idempotency-key" in request.headers and answer.original is not None:
        headers["Idempotency-Key"] = request.headers["idempotency-key"]
        headers["Original-Request"] = answer.original
    if answer.replayed:
        headers["Idempotent-Replayed"] = "true"
    return headers
