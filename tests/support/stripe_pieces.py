"""What Stripe in memory is made of, beside itself."""

import copy
from dataclasses import dataclass
from typing import Any

from services.billing.domain.errors import StripeRefused
from services.billing.domain.stripe_facts import ChargeState, CheckoutSession, SessionOrder
from shared.clock import utc_now


@dataclass
class Accident:
    """What is to go wrong with the next call of a kind: before Stripe does it, or after, when only the answer is lost."""

    error: Exception
    after: bool = False


def opened_for(order: SessionOrder, session_id: str) -> CheckoutSession:
    return CheckoutSession(
        id=session_id,
        url=url_of(session_id),
        status="open",
        payment_status="unpaid",
        amount_total=order.amount + order.tip,
        currency=order.currency.lower(),
        reference=order.reference,
        metadata=copy.deepcopy(dict(order.metadata)),
        expires_at=order.expires_at.replace(microsecond=0),
    )


def told_of(session: CheckoutSession) -> dict[str, Any]:
    """The session as its webhooks have it."""
    return {
        "id": session.id,
        "object": "checkout.session",
        "client_reference_id": session.reference,
        "payment_intent": session.payment_intent,
        "payment_status": session.payment_status,
        "status": session.status,
    }


def charge_of(session: CheckoutSession) -> ChargeState:
    return ChargeState(
        payment_intent=session.payment_intent or "",
        amount=session.amount_total,
        currency=session.currency,
        created=utc_now(),
        reference=session.metadata.get("payment_id"),
        workspace=session.metadata.get("workspace_id"),
    )


def url_of(session_id: str) -> str:
    return f"http://stripe.test/c/pay/{session_id}"


class Cardless:
    """The fake keeps no cards: those who need some ask the sandbox."""

    def confirm_payment(self, account: str, payment_id: str, idempotency_key: str) -> None:
        raise StripeRefused(f"No such payment_intent: {payment_id}", reason="resource_missing")

    def forget_card(self, account: str, method: str) -> None:
        raise StripeRefused(f"No such payment_method: {method}", reason="resource_missing")
