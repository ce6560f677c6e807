"""Builders: values that are in order, of which a test names only what it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.billing.domain.checkout import Checkout, Terms
from services.billing.domain.invoice import Invoice
from services.billing.domain.stripe_facts import CheckoutSession
from shared.ids import new_id

WORKSPACE = UUID("0198f000-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 2, 15, 30, tzinfo=UTC)
TERMS = Terms(125_00, "acct_sparkle", "http://portal.test/return")


def invoice(**rest: Any) -> Invoice:
    values: dict[str, Any] = {
        "id": new_id(),
        "workspace_id": WORKSPACE,
        "number": "INV-1001",
        "kind": "deposit",
        "title": "Deposit for E-1001 House wash",
        "lines": [{"description": "Deposit for E-1001 House wash", "amount": 125_00}],
        "currency": "USD",
        "total": 125_00,
        "customer_id": new_id(),
        "customer_name": "Dana Fox",
        "customer_email": "dana.fox@example.com",
        "due_on": date(2026, 11, 2),
        "issued_at": NOW,
    }
    return Invoice(**values | rest)


def reserved(owed: Invoice) -> Checkout:
    """A payment about to be opened."""
    return Checkout.reserve(owed, TERMS, attempt=1, now=NOW)


def opened(owed: Invoice) -> tuple[Checkout, CheckoutSession]:
    """A payment whose page is open, and the session as Stripe has it."""
    checkout = reserved(owed)
    order = checkout.order(owed)
    session = CheckoutSession(
        id="cs_test_1",
        url="http://stripe.test/c/pay/cs_test_1",
        status="open",
        payment_status="unpaid",
        amount_total=order.amount,
        currency="usd",
        reference=order.reference,
        metadata=order.metadata,
        expires_at=order.expires_at,
    )
    checkout.opened(session, NOW)
    return checkout, session


def paid(session: CheckoutSession, **rest: Any) -> CheckoutSession:
    done: dict[str, Any] = {
        "status": "complete",
        "payment_status": "paid",
        "payment_intent": "pi_1",
        "payment_method": "card",
        "url": None,
    }
    return replace(session, **done | rest)
