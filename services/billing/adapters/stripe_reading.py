"""Stripe's objects, as plain data, made into our own facts."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from services.billing.domain.stripe_facts import (
    AccountState,
    ChargeState,
    CheckoutSession,
    DisputeState,
    RefundState,
    SavedMethod,
    SessionOrder,
    WebhookEvent,
)


def read_account(account: Mapping[str, Any]) -> AccountState:
    """An account: whether it can be charged on, and what Stripe still wants to know before it can."""
    wanted = mapping(account.get("requirements"))
    due = [*(wanted.get("past_due") or ()), *(wanted.get("currently_due") or ())]
    return AccountState(
        account["id"],
        charges_enabled=account.get("charges_enabled") is True,
        missing=tuple(dict.fromkeys(due)),
        disabled_reason=wanted.get("disabled_reason"),
        workspace=mapping(account.get("metadata")).get("workspace_id"),
    )


def read_event(event: Mapping[str, Any]) -> WebhookEvent:
    """What an event names."""
    # A good signature says who sent it, not that every field is there.
    subject = mapping(mapping(event.get("data")).get("object"))
    return WebhookEvent(
        id=str(event.get("id", "")),
        type=str(event.get("type", "")),
        livemode=event.get("livemode") is True,
        account=event.get("account"),
        object_id=subject.get("id"),
        reference=subject.get("client_reference_id") or mapping(subject.get("metadata")).get("payment_id"),
        payment_intent=subject.get("id" if subject.get("object") == "payment_intent" else "payment_intent"),
    )


def params_of(order: SessionOrder) -> dict[str, Any]:
    """What a session is asked for with. Payment methods are left out on purpose: they are those of the account's settings."""
    priced = [(order.title, order.amount), ("Tip", order.tip)]
    params: dict[str, Any] = {
        "mode": "payment",
        "line_items": [_line(order, name, amount) for name, amount in priced if amount],
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
        "client_reference_id": order.reference,
        "metadata": dict(order.metadata),
        "payment_intent_data": {"metadata": dict(order.metadata)},
        "expires_at": int(order.expires_at.timestamp()),
    }
    if order.save_card:
        # Checkout says itself what it keeps the card for, and asks for the customer's consent in its own words.
        params["payment_intent_data"]["setup_future_usage"] = "off_session"
    if order.customer:
        params["customer"] = order.customer
    elif order.save_card:
        params["customer_creation"] = "always"
    if order.customer_email and not order.customer:
        params["customer_email"] = order.customer_email
    return params


def is_payment(session_id: str) -> bool:
    """Whether it is no page of Checkout, but a payment by a saved card."""
    return session_id.startswith("pi_")


def charge_of(order: SessionOrder) -> dict[str, Any]:
    """What a payment by a saved card is asked for with: nothing is charged until it is confirmed."""
    return {
        "amount": order.amount,
        "currency": order.currency.lower(),
        "customer": order.customer,
        "payment_method": order.card,
        "description": order.title,
        "metadata": dict(order.metadata),
    }


def read_intent(intent: Mapping[str, Any], expires_at: datetime | None = None) -> CheckoutSession:
    """A payment by a saved card, told like a page: open until it is confirmed, complete once its outcome is known."""
    charge, failure = mapping(intent.get("latest_charge")), _failure(intent)
    status, paid = "open", intent["status"] == "succeeded"
    if intent["status"] == "canceled":
        status = "expired"
    elif paid or intent["status"] == "processing" or (failure and intent.get("last_payment_error")):
        status = "complete"
    metadata = intent.get("metadata") or {}
    return CheckoutSession(
        id=intent["id"],
        url=None,
        status=cast("Any", status),
        payment_status="paid" if paid else "unpaid",
        amount_total=intent["amount"],
        currency=intent["currency"],
        reference=metadata.get("payment_id"),
        metadata=metadata,
        expires_at=expires_at or datetime.fromtimestamp(intent["created"], UTC) + timedelta(days=1),
        payment_intent=intent["id"],
        payment_method=mapping(charge.get("payment_method_details")).get("type"),
        failure=failure if status == "complete" else None,
        given_back=bool(charge.get("amount_refunded")),
        disputed=charge.get("disputed") is True,
    )


def _line(order: SessionOrder, name: str, amount: int) -> dict[str, Any]:
    price = {"currency": order.currency.lower(), "unit_amount": amount, "product_data": {"name": name}}
    return {"quantity": 1, "price_data": price}


def read_session(session: Mapping[str, Any]) -> CheckoutSession:
    """A Checkout Session; what became of its payment only where that was expanded."""
    intent = mapping(session.get("payment_intent"))
    charge = mapping(intent.get("latest_charge"))
    return CheckoutSession(
        id=session["id"],
        url=session.get("url"),
        status=session["status"],
        payment_status=session["payment_status"],
        amount_total=session["amount_total"],
        currency=session["currency"],
        reference=session.get("client_reference_id"),
        metadata=session.get("metadata") or {},
        expires_at=datetime.fromtimestamp(session["expires_at"], UTC),
        payment_intent=intent.get("id") or session.get("payment_intent"),
        payment_method=mapping(charge.get("payment_method_details")).get("type"),
        failure=_failure(intent),
        given_back=bool(charge.get("amount_refunded")),
        disputed=charge.get("disputed") is True,
        saved=_saved(session, intent, charge),
    )


def _saved(session: Mapping[str, Any], intent: Mapping[str, Any], charge: Mapping[str, Any]) -> SavedMethod | None:
    details = mapping(charge.get("payment_method_details"))
    card, method, customer = mapping(details.get("card")), intent.get("payment_method"), session.get("customer")
    if not (intent.get("setup_future_usage") and card and isinstance(method, str) and isinstance(customer, str)):
        return None
    return SavedMethod(customer, method, str(card.get("brand") or "card"), str(card.get("last4") or ""))


def _failure(intent: Mapping[str, Any]) -> str | None:
    if intent.get("status") not in {"requires_payment_method", "canceled"}:
        return None
    return str(mapping(intent.get("last_payment_error")).get("message") or "The payment did not go through.")


def read_refund(refund: Mapping[str, Any]) -> RefundState:
    """A refund."""
    reference = mapping(refund.get("metadata")).get("refund_id")
    return RefundState(refund["id"], refund["amount"], refund["status"], reference)


def read_dispute(dispute: Mapping[str, Any]) -> DisputeState:
    """A dispute."""
    return DisputeState(dispute["id"], dispute["amount"], dispute["status"], dispute["reason"])


def read_charge(charge: Mapping[str, Any]) -> ChargeState:
    """A charge that has brought money."""
    ours = mapping(charge.get("metadata"))
    return ChargeState(
        payment_intent=charge["payment_intent"],
        amount=charge["amount"],
        currency=charge["currency"],
        created=datetime.fromtimestamp(charge["created"], UTC),
        reference=ours.get("payment_id"),
        workspace=ours.get("workspace_id"),
    )


def mapping(value: Any) -> Mapping[str, Any]:
    """`value`, or nothing where it is not an object."""
    return value if isinstance(value, Mapping) else {}
