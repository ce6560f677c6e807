"""Checkout Sessions as the API sees them: made, expired, and what their parameters may be."""

from .accounts import check_can_charge
from .currency import check_total, currency
from .errors import ApiError, Json, missing
from .events import emit
from .objects import line_item, session
from .params import Fields, Items, Pairs, email, one_of, text, web_address, whole
from .payments import close_session
from .store import Scope, get, insert, now, schedule

KIND = "checkout.session"

_SOONEST = 30 * 60
_LATEST = 24 * 60 * 60
# The caller computed its time a moment ago; Stripe does not hold that moment against it.
_GRACE = 5

_PRODUCT = Fields({"name": text(), "description": text(), "metadata": Pairs()}, required=("name",))
_PRICE = Fields(
    {"currency": currency, "unit_amount": whole(0, 99_999_999), "product_data": _PRODUCT},
    required=("currency", "unit_amount", "product_data"),
)
_LINE = Fields({"price_data": _PRICE, "quantity": whole(1, 999_999)}, required=("price_data", "quantity"))
_INTENT = Fields(
    {
        "metadata": Pairs(),
        "description": text(1_000),
        "receipt_email": email,
        "setup_future_usage": one_of("off_session"),
    }
)

CREATION = Fields(
    {
        "mode": one_of("payment"),
        "line_items": Items(_LINE),
        "success_url": web_address,
        "cancel_url": web_address,
        "client_reference_id": text(200),
        "customer_email": email,
        "customer": text(),
        "customer_creation": one_of("always", "if_required"),
        "metadata": Pairs(),
        "payment_intent_data": _INTENT,
        "expires_at": whole(),
        "ui_mode": one_of("elements", "embedded_page", "form", "hosted_page"),
        "submit_type": one_of("auto", "book", "donate", "pay", "subscribe"),
        "locale": text(10),
        "expand": Items(text()),
    },
    required=("mode", "line_items", "success_url"),
)


def open_session(scope: Scope, params: Json, *, page_url: str) -> Json:
    """Answers `POST /v1/checkout/sessions`: a session that can be paid until it expires."""
    _check_mode(params)
    _check_customer(scope, params)
    lines = _lines(params)
    expires_at = _expiry(params)
    check_can_charge(scope)
    opened = session(params, lines=lines, page_url=page_url, expires_at=expires_at)
    insert(scope, opened, private={"lines": lines, "payment_intent_data": params.get("payment_intent_data", {})})
    schedule(scope, opened["id"], "expire", expires_at)
    return opened


def expire_session(scope: Scope, opened: Json) -> Json:
    """Answers `POST /v1/checkout/sessions/{id}/expire`: nobody can pay it any more."""
    if opened["status"] != "open":
        raise ApiError(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of {opened['status']}.",
            executed=True,
        )
    close_session(scope, opened, status="expired")
    emit(scope, "checkout.session.expired", opened)
    return opened


def _check_mode(params: Json) -> None:
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise ApiError("This sandbox has hosted pages only: leave ui_mode out.", param="ui_mode")
    if not params["line_items"]:
        raise missing("line_items")


def _check_customer(scope: Scope, params: Json) -> None:
    if "customer" not in params:
        return
    for other in ("customer_creation", "customer_email"):
        if other in params:
            message = f"You may only specify one of these parameters: customer, {other}."
            raise ApiError(message, code="parameters_exclusive")
    get(scope, "customer", params["customer"], param="customer")


def _lines(params: Json) -> list[Json]:
    lines = [line_item(line) for line in params["line_items"]]
    if len({line["currency"] for line in lines}) > 1:
        raise ApiError("All prices on a Checkout Session must have the same currency.", param="line_items")
    check_total(sum(line["amount_total"] for line in lines), lines[0]["currency"])
    return lines


def _expiry(params: Json) -> int:
    created = now()
    expires_at: int = params.get("expires_at", created + _LATEST)
    if expires_at < created + _SOONEST - _GRACE:
        message = "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation."
        raise ApiError(message, param="expires_at")
    if expires_at > created + _LATEST + _GRACE:
        message = "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation."
        raise ApiError(message, param="expires_at")
    return expires_at
