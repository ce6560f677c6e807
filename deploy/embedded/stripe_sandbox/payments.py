"""What a customer's click does: paid, declined, or under way from the bank; the events go with the change."""

from collections.abc import Callable

from .errors import Json
from .events import emit
from .objects import charge, customer_details, nulls, payment_intent
from .store import Scope, get, insert, private_part, schedule, unschedule, update

DECLINED = "Your card was declined."
NOT_COVERED = "The customer's account has insufficient funds to cover this payment."


def pay_by_card(scope: Scope, session: Json, *, keep: Callable[[Scope, Json, Json, Json], None] | None = None) -> None:
    """The session is complete and paid; where it was asked for, `keep` has the card stay."""
    intent = _intent(scope, session)
    attempt = _attempt(scope, session, intent, method="card")
    if keep is not None and private_part(scope, session["id"])["payment_intent_data"].get("setup_future_usage"):
        keep(scope, session, intent, attempt)
    session["payment_status"] = "paid"
    close_session(scope, session, status="complete")
    collect(scope, intent, attempt)
    emit(scope, "checkout.session.completed", session)


def decline_card(scope: Scope, session: Json) -> None:
    """The attempt failed; the session stays open for another."""
    intent = _intent(scope, session)
    attempt = _attempt(scope, session, intent, method="card")
    update(scope, session)
    refuse(scope, intent, attempt, code="card_declined", message=DECLINED)


def pay_by_bank_transfer(scope: Scope, session: Json, *, settles: bool, settles_at: float) -> None:
    """The session is complete and unpaid; the bank's answer comes at `settles_at`."""
    intent = _intent(scope, session)
    attempt = _attempt(scope, session, intent, method="us_bank_account")
    intent |= {"status": "processing", "latest_charge": attempt["id"], "payment_method": attempt["payment_method"]}
    update(scope, intent)
    close_session(scope, session, status="complete")
    schedule(scope, session["id"], "settle" if settles else "bounce", settles_at)
    emit(scope, "checkout.session.completed", session)


def settle_transfer(scope: Scope, session: Json) -> None:
    """The bank paid."""
    unschedule(scope, session["id"])
    intent = get(scope, "payment_intent", session["payment_intent"])
    session["payment_status"] = "paid"
    update(scope, session)
    collect(scope, intent, get(scope, "charge", intent["latest_charge"]))
    emit(scope, "checkout.session.async_payment_succeeded", session)


def bounce_transfer(scope: Scope, session: Json) -> None:
    """The bank did not pay; the session stays complete and unpaid."""
    unschedule(scope, session["id"])
    intent = get(scope, "payment_intent", session["payment_intent"])
    attempt = get(scope, "charge", intent["latest_charge"])
    refuse(scope, intent, attempt, code="insufficient_funds", message=NOT_COVERED)
    emit(scope, "checkout.session.async_payment_failed", session)


def close_session(scope: Scope, session: Json, *, status: str) -> None:
    """The session can no longer be paid, and its page has no address any more."""
    session |= {"status": status, "url": None}
    update(scope, session)
    unschedule(scope, session["id"])


def _intent(scope: Scope, session: Json) -> Json:
    """The session's one payment; it comes into being with the first attempt."""
    if session["payment_intent"]:
        return get(scope, "payment_intent", session["payment_intent"])
    intent = payment_intent(session, private_part(scope, session["id"])["payment_intent_data"])
    insert(scope, intent)
    session["payment_intent"] = intent["id"]
    return intent


def _attempt(scope: Scope, session: Json, intent: Json, *, method: str) -> Json:
    email = session["customer_email"]
    session["customer_details"] = customer_details(email)
    attempt = charge(intent, method=method, email=email)
    insert(scope, attempt)
    return attempt


def collect(scope: Scope, intent: Json, attempt: Json) -> None:
    """The attempt has brought the money."""
    amount = attempt["amount"]
    attempt |= {"status": "succeeded", "paid": True, "captured": True, "amount_captured": amount}
    attempt["outcome"] = _outcome("authorized", "approved_by_network", "Payment complete.")
    intent |= {"status": "succeeded", "amount_received": amount, "last_payment_error": None}
    intent |= {"latest_charge": attempt["id"], "payment_method": attempt["payment_method"]}
    update(scope, attempt)
    update(scope, intent)
    emit(scope, "charge.succeeded", attempt)
    emit(scope, "payment_intent.succeeded", intent)


def refuse(scope: Scope, intent: Json, attempt: Json, *, code: str, message: str) -> None:
    """The attempt has brought none."""
    attempt |= {"status": "failed", "failure_code": code, "failure_message": message}
    attempt["outcome"] = _outcome("issuer_declined", "declined_by_network", message)
    error = {"type": "card_error", "code": code, "message": message, "charge": attempt["id"]}
    intent |= {"status": "requires_payment_method", "latest_charge": attempt["id"], "payment_method": None}
    intent["last_payment_error"] = error
    update(scope, attempt)
    update(scope, intent)
    emit(scope, "payment_intent.payment_failed", intent)


def _outcome(kind: str, network: str, message: str) -> Json:
    blank = nulls("advice_code network_advice_code network_decline_code reason")
    return blank | {"network_status": network, "risk_level": "normal", "seller_message": message, "type": kind}
