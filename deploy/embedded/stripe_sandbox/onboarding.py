"""Onboarding: where a business completes its account, by an address that is good once and for five minutes."""

from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from . import accounts
from .errors import Json
from .events import emit
from .hosted import html, origin_of
from .params import Fields, Items, one_of, text, web_address
from .sandbox import Sandbox
from .store import PLATFORM, Scope, find, insert, now, private_part, token, update

KIND = "account_link"
_LIFETIME = 5 * 60

CREATION = Fields(
    {
        "account": text(),
        "type": one_of("account_onboarding", "account_update"),
        "refresh_url": web_address,
        "return_url": web_address,
        "expand": Items(text()),
    },
    required=("account", "type", "refresh_url", "return_url"),
)


def make_link(scope: Scope, params: Json, *, setup_url: str) -> Json:
    """Answers `POST /v1/account_links`."""
    accounts.get_account(scope, params["account"])
    created = now()
    link: Json = {"object": KIND, "created": created, "expires_at": created + _LIFETIME}
    kept = link | {"id": token("link", 16), "used": False}
    link["url"] = f"{setup_url}/{kept['id']}"
    private = {name: params[name] for name in ("account", "refresh_url", "return_url")}
    insert(Scope(scope.db, PLATFORM), kept, private=private)
    return link


def show_setup(sandbox: Sandbox, link_id: str) -> Response:
    """The page, once; whoever comes again, or too late, is sent for a fresh address."""
    with sandbox.transaction() as platform:
        link = find(platform, KIND, link_id)
        if link is None:
            return html("unknown.html", HTTPStatus.NOT_FOUND, what="page")
        private = private_part(platform, link_id)
        if link["used"] or link["expires_at"] <= now():
            return RedirectResponse(private["refresh_url"], status_code=HTTPStatus.SEE_OTHER)
        update(platform, link | {"used": True})
        account = accounts.get_account(platform, private["account"])
        name = accounts.business_name(Scope(platform.db, account["id"]))
        target = origin_of(private["return_url"])
        return html("setup.html", HTTPStatus.OK, form_target=target, business=name, account=account)


def finish_setup(sandbox: Sandbox, link_id: str, choice: str) -> Response:
    """Completes the account or leaves it as it is, and leads back: Stripe says there nothing of what was done."""
    with sandbox.transaction() as platform:
        link = find(platform, KIND, link_id)
        if link is None:
            return html("unknown.html", HTTPStatus.NOT_FOUND, what="page")
        private = private_part(platform, link_id)
        if choice in {"complete", "pause"}:
            scope = Scope(platform.db, private["account"])
            before = accounts.get_account(platform, private["account"])
            emit(
                scope,
                "account.updated",
                accounts.enable(platform, before["id"], on=choice == "complete"),
                before=before,
            )
        return RedirectResponse(private["return_url"], status_code=HTTPStatus.SEE_OTHER)
