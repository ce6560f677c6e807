"""The hosted page: where a person pays, or sees what else can happen; plain forms, no script, no card."""

import re
import secrets
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from shared.clock import utc_now

from . import payments
from .accounts import business_name
from .cards import keep_card
from .checkout import KIND
from .currency import amount_text
from .errors import Json
from .sandbox import Sandbox
from .store import Scope, get, owner, private_part

_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")
_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)
_PAGES.filters["amount"] = amount_text


def about() -> Response:
    """What a person is told who opens the sandbox itself."""
    return html("about.html", HTTPStatus.OK)


def show_page(sandbox: Sandbox, session_id: str) -> Response:
    """The session as a person sees it now."""
    with sandbox.transaction() as platform:
        scope = _scope_of(platform, session_id)
        return _not_found() if scope is None else _page(scope, get(scope, KIND, session_id))


def take_choice(sandbox: Sandbox, session_id: str, choice: str) -> Response:
    """Does what the pressed button says, once: pressing it again finds the session paid and leads on as before."""
    with sandbox.transaction() as platform:
        scope = _scope_of(platform, session_id)
        if scope is None:
            return _not_found()
        session = get(scope, KIND, session_id)
        act = _choices(sandbox).get(choice)
        if act is None or session["status"] == "expired":
            return _page(scope, session)
        if session["status"] == "open":
            act(scope, session)
        if session["status"] == "open":
            return _page(scope, session, problem=payments.DECLINED)
        return RedirectResponse(_return_address(session), status_code=HTTPStatus.SEE_OTHER)


def _choices(sandbox: Sandbox) -> dict[str, Callable[[Scope, Json], None]]:
    settles_at = utc_now().timestamp() + sandbox.settings.settle_after
    transfer = partial(payments.pay_by_bank_transfer, settles_at=settles_at)
    return {
        "pay": partial(_pay_by_card, later="ok"),
        "pay_then_declined": partial(_pay_by_card, later="declined"),
        "pay_then_authentication": partial(_pay_by_card, later="authentication"),
        "decline": payments.decline_card,
        "transfer": partial(transfer, settles=True),
        "failing_transfer": partial(transfer, settles=False),
    }


def _pay_by_card(scope: Scope, session: Json, *, later: str) -> None:
    payments.pay_by_card(scope, session, keep=partial(keep_card, later=later))


def _scope_of(platform: Scope, session_id: str) -> Scope | None:
    if not session_id.startswith("cs_"):
        return None
    account = owner(platform.db, session_id)
    return None if account is None else Scope(platform.db, account)


def _page(scope: Scope, session: Json, *, problem: str | None = None) -> Response:
    lines = private_part(scope, session["id"])["lines"]
    status = HTTPStatus.OK
    if session["status"] == "expired":
        status = HTTPStatus.GONE
    elif problem is not None:
        status = HTTPStatus.PAYMENT_REQUIRED
    return html(
        "checkout.html",
        status,
        form_target=origin_of(session["success_url"]),
        session=session,
        lines=lines,
        keeps=bool(private_part(scope, session["id"])["payment_intent_data"].get("setup_future_usage")),
        business=business_name(scope),
        problem=problem,
        onward=_return_address(session),
    )


def _not_found() -> Response:
    return html("unknown.html", HTTPStatus.NOT_FOUND, what="checkout")


def html(template: str, status: HTTPStatus, *, form_target: str = "", **values: object) -> Response:
    """A page of the sandbox, under a policy that lets it run nothing; forms post to it, or lead on to `form_target`."""
    nonce = secrets.token_urlsafe(16)
    # Browsers hold the redirect after a form to form-action too, and the customer is sent back to the shop's origin.
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; img-src data:; form-action 'self' {form_target}".rstrip()
        + "; base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        # With no-referrer the browser would send "Origin: null" with our own forms, which looks like a forgery.
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return HTMLResponse(_PAGES.get_template(template).render(nonce=nonce, **values), status, headers)


def _return_address(session: Json) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def origin_of(address: str) -> str:
    """Where an address leads, or nothing where that is no plain host."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if _HOST.fullmatch(parts.netloc) else ""
