"""Stripe's objects, as plain data, made into our own facts."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from services.billing.domain.stripe_facts import (
    AccountState,
    ChargeState,
    CheckoutSession,
    DisputeState,
    RefundState,
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
    if order.customer_email:
        params["customer_email"] = order.customer_email
    return params


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
    )


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
