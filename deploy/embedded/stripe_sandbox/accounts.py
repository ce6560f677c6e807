"""Connected accounts: the businesses on whose behalf the platform charges."""

from http import HTTPStatus

from .errors import ApiError, Json, no_access
from .objects import listing, nulls
from .params import Fields, Items, Pairs, Shape, email, flag, one_of, text, web_address
from .store import PLATFORM, Scope, find, insert, now, token, update

KIND = "account"

_PROFILE = Fields(
    {"name": text(), "url": web_address, "mcc": text(4), "product_description": text(), "support_email": email}
)
_CONTROLLER = Fields(
    {
        "fees": Fields({"payer": one_of("account", "application")}),
        "losses": Fields({"payments": one_of("application", "stripe")}),
        "requirement_collection": one_of("application", "stripe"),
        "stripe_dashboard": Fields({"type": one_of("express", "full", "none")}),
    }
)
_CAPABILITY = Fields({"requested": flag})
_CHANGEABLE: dict[str, Shape] = {
    "business_profile": _PROFILE,
    "email": email,
    "metadata": Pairs(),
    "expand": Items(text()),
}

CREATION = Fields(
    _CHANGEABLE
    | {
        "type": one_of("custom", "express", "standard"),
        "country": text(2),
        "default_currency": text(3),
        "controller": _CONTROLLER,
        "capabilities": Fields({"card_payments": _CAPABILITY, "transfers": _CAPABILITY}),
    }
)
CHANGE = Fields(_CHANGEABLE)


def create_account(scope: Scope, account_id: str, *, charges_enabled: bool = True, params: Json | None = None) -> Json:
    """A connected account, ready to be charged for at once: the sandbox has no onboarding to wait for."""
    account = _account(account_id, charges_enabled=charges_enabled, params=params or {})
    insert(_platform(scope), account)
    return account


def open_account(scope: Scope, params: Json) -> Json:
    """Answers `POST /v1/accounts`; one whose requirements Stripe collects has to be completed at its page first."""
    if scope.account:
        raise ApiError("Connected accounts cannot create accounts.", status=HTTPStatus.FORBIDDEN)
    waits = params.get("controller", {}).get("requirement_collection") == "stripe"
    return create_account(scope, token("acct", 8), charges_enabled=not waits, params=params)


def current_account(scope: Scope) -> Json:
    """Answers `GET /v1/account`: the one that the key belongs to."""
    if scope.account:
        return get_account(scope, scope.account)
    return _account("acct_platform", charges_enabled=True, params={"business_profile": {"name": "The platform"}})


def enable(scope: Scope, account_id: str, *, on: bool) -> Json:
    """The account as it is from now on: charged on, or stopped."""
    account = get_account(scope, account_id)
    fresh = _account(account_id, charges_enabled=on, params=account)
    names = ("capabilities", "charges_enabled", "details_submitted", "payouts_enabled", "requirements")
    account |= {name: fresh[name] for name in names}
    update(scope, account)
    return account


def get_account(scope: Scope, account_id: str) -> Json:
    """The account, for the platform or for itself; raises Stripe's 403 for anybody else's."""
    account = find(_platform(scope), KIND, account_id) if scope.account in {PLATFORM, account_id} else None
    if account is None:
        raise no_access(account_id)
    return account


def change_account(scope: Scope, account_id: str, params: Json) -> Json:
    """Answers `POST /v1/accounts/{id}`."""
    account = get_account(scope, account_id)
    account["business_profile"] |= params.get("business_profile", {})
    account["metadata"] |= params.get("metadata", {})
    account["email"] = params.get("email", account["email"])
    update(scope, account)
    return account


def ensure_account(scope: Scope, account_id: str, business_name: str) -> None:
    """The account exists and bears this name."""
    params = {"business_profile": {"name": business_name}}
    if find(_platform(scope), KIND, account_id) is None:
        create_account(scope, account_id, params=params)
    else:
        change_account(_platform(scope), account_id, params)


def business_name(scope: Scope) -> str:
    """Whom the scope's account pays, as its customers know it."""
    account = find(_platform(scope), KIND, scope.account)
    name = account and account["business_profile"]["name"]
    return str(name or "A business without a name")


def check_can_charge(scope: Scope) -> None:
    """Refuses to charge for an account that has not been enabled."""
    if scope.account and not get_account(scope, scope.account)["charges_enabled"]:
        raise ApiError("Your account cannot currently make charges.", code="account_invalid")


def _platform(scope: Scope) -> Scope:
    return Scope(scope.db, PLATFORM, scope.request_id, scope.idempotency_key)


def _account(account_id: str, *, charges_enabled: bool, params: Json) -> Json:
    profile = nulls("mcc name product_description support_email url") | params.get("business_profile", {})
    capability = "active" if charges_enabled else "inactive"
    return nulls("business_type company groups individual") | {
        "id": account_id,
        "object": KIND,
        "business_profile": profile,
        "capabilities": {"card_payments": capability, "us_bank_account_ach_payments": capability},
        "charges_enabled": charges_enabled,
        "controller": params.get("controller", {}) | {"type": "application", "is_controller": True},
        "country": params.get("country", "US"),
        "created": now(),
        "default_currency": params.get("default_currency", "usd"),
        "details_submitted": charges_enabled,
        "email": params.get("email"),
        "external_accounts": listing([], url=f"/v1/accounts/{account_id}/external_accounts", has_more=False),
        "future_requirements": _requirements(due=[]),
        "metadata": params.get("metadata", {}),
        "payouts_enabled": charges_enabled,
        "requirements": _requirements(due=[] if charges_enabled else ["external_account", "tos_acceptance.date"]),
        "settings": {"dashboard": {"display_name": profile["name"], "timezone": "Etc/UTC"}},
        "tos_acceptance": nulls("date ip user_agent"),
        "type": params.get("type", "standard"),
    }


def _requirements(*, due: list[str]) -> Json:
    nothing: Json = {"alternatives": [], "current_deadline": None, "errors": [], "pending_verification": []}
    reason = "requirements.past_due" if due else None
    return nothing | {"currently_due": due, "eventually_due": due, "past_due": due, "disabled_reason": reason}
