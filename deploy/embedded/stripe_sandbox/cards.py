"""Saved cards: kept at a checkout, charged while nobody is there, and forgotten."""

from http import HTTPStatus

from .currency import currency
from .errors import ApiError, Json
from .events import emit
from .objects import charge, nulls, payment_intent
from .params import Fields, Items, Pairs, flag, text, whole
from .payments import collect, refuse
from .store import Scope, find, get, insert, now, private_part, token, update

CUSTOMER, METHOD, INTENT = "customer", "payment_method", "payment_intent"
LATER = ("ok", "declined", "authentication")
"""How a card behaves once it is charged without its holder."""
_REFUSALS = {
    "declined": ("card_declined", "Your card was declined."),
    "authentication": (
        "authentication_required",
        "Your card was declined. This transaction requires authentication.",
    ),
}

PAYMENT = Fields(
    {
        "amount": whole(1, 99_999_999),
        "currency": currency,
        "customer": text(),
        "payment_method": text(),
        "description": text(1_000),
        "metadata": Pairs(),
        "expand": Items(text()),
    },
    required=("amount", "currency", "customer", "payment_method"),
)
CONFIRMATION = Fields({"off_session": flag, "expand": Items(text())})


def keep_card(scope: Scope, session: Json, intent: Json, attempt: Json, *, later: str = "ok") -> None:
    """The card that a session was paid with stays, with whoever paid; there is a customer from now on."""
    customer = session["customer"] or _customer(scope, session["customer_email"])
    card = attempt["payment_method_details"]["card"]
    method = {"id": attempt["payment_method"], "object": METHOD, "card": card, "created": now(), "customer": customer}
    insert(scope, method | {"livemode": False, "metadata": {}, "type": "card"}, private={"later": later})
    session["customer"] = intent["customer"] = attempt["customer"] = customer
    intent["setup_future_usage"] = "off_session"
    for body in (session, intent, attempt):
        update(scope, body)


def open_payment(scope: Scope, params: Json) -> Json:
    """Answers `POST /v1/payment_intents`: nothing is charged until it is confirmed."""
    get(scope, CUSTOMER, params["customer"], param="customer")
    _attached(scope, params["payment_method"], params["customer"])
    session = {"amount_total": params["amount"], "currency": params["currency"], "payment_method_types": ["card"]}
    intent = payment_intent(session, params)
    intent |= {"customer": params["customer"], "payment_method": params["payment_method"]}
    intent["status"] = "requires_confirmation"
    insert(scope, intent)
    emit(scope, "payment_intent.created", intent)
    return intent


def confirm_payment(scope: Scope, intent_id: str) -> Json:
    """Answers `POST /v1/payment_intents/{id}/confirm`, as the card behaves while its holder is away."""
    intent = get(scope, INTENT, intent_id, param="intent")
    _check_state(intent, "requires_confirmation", "confirm")
    method = _attached(scope, intent["payment_method"], intent["customer"])
    attempt = charge(intent, method="card", email=None)
    attempt |= {"customer": intent["customer"], "payment_method": method["id"]}
    attempt["payment_method_details"] = {"type": "card", "card": method["card"]}
    insert(scope, attempt)
    later = private_part(scope, method["id"])["later"]
    if later == "ok":
        collect(scope, intent, attempt)
        return intent
    code, message = _REFUSALS[later]
    refuse(scope, intent, attempt, code=code, message=message)
    raise ApiError(message, status=HTTPStatus.PAYMENT_REQUIRED, kind="card_error", code=code, executed=True)


def cancel_payment(scope: Scope, intent_id: str) -> Json:
    """Answers `POST /v1/payment_intents/{id}/cancel`: one that has brought money cannot be taken back so."""
    intent = get(scope, INTENT, intent_id, param="intent")
    if intent["status"] not in {"requires_confirmation", "requires_payment_method"}:
        _check_state(intent, "requires_payment_method, requires_confirmation", "cancel")
    intent |= {"status": "canceled", "canceled_at": now()}
    update(scope, intent)
    emit(scope, "payment_intent.canceled", intent)
    return intent


def detach_card(scope: Scope, method_id: str) -> Json:
    """Answers `POST /v1/payment_methods/{id}/detach`: it can be charged no more, and belongs to nobody again."""
    method = get(scope, METHOD, method_id, param="payment_method")
    _attached(scope, method_id, method["customer"] or "")
    method["customer"] = None
    update(scope, method)
    emit(scope, "payment_method.detached", method)
    return method


def _customer(scope: Scope, email: str | None) -> str:
    made = nulls("address default_source description discount name phone shipping test_clock") | {
        "id": token("cus"),
        "object": CUSTOMER,
        "balance": 0,
        "created": now(),
        "currency": None,
        "delinquent": False,
        "email": email,
        "invoice_prefix": token("", 4).strip("_").upper(),
        "livemode": False,
        "metadata": {},
        "preferred_locales": [],
        "tax_exempt": "none",
    }
    insert(scope, made)
    emit(scope, "customer.created", made)
    return str(made["id"])


def _attached(scope: Scope, method_id: str, customer: str) -> Json:
    method = find(scope, METHOD, method_id)
    if method is None or method["customer"] != customer or not customer:
        message = (
            f"The provided PaymentMethod ({method_id}) is not attached to this Customer, was detached, "
            "or is on another account."
        )
        raise ApiError(message, param="payment_method", code=None if method else "resource_missing")
    return method


def _check_state(intent: Json, wanted: str, verb: str) -> None:
    if intent["status"] != wanted:
        message = f"You cannot {verb} this PaymentIntent because it has a status of {intent['status']}."
        raise ApiError(message, code="payment_intent_unexpected_state", executed=True)
