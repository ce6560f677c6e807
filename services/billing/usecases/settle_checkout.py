"""Make a payment and its invoice what Stripe says they are."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from services.billing.adapters.payment_links import PaymentLinks
from services.billing.domain.checkout import Checkout
from services.billing.domain.checkout_states import Status
from services.billing.domain.invoice import Invoice
from services.billing.domain.postings import received
from services.billing.domain.stripe_facts import CheckoutSession
from services.billing.queries.checkouts import live_checkout, lock_payment
from services.billing.queries.customers import address_on_file
from services.billing.queries.ledger import write_down
from services.billing.queries.workspaces import workspace_of
from services.billing.usecases.keep_card import keep_card
from services.billing.usecases.pass_on_deposit import pass_on_deposit
from services.billing.usecases.tell_due import tell_due
from services.billing.usecases.tell_paid import tell_paid
from shared.database.session import Session
from shared.events.billing import PaymentFailed, PaymentStarted, PaymentSucceeded
from shared.messaging.outbox import enqueue, publish

log = structlog.get_logger()

_PAUSE = timedelta(minutes=1)


def settle_checkout(
    session: Session,
    *,
    workspace_id: UUID,
    checkout_id: UUID,
    seen: CheckoutSession,
    links: PaymentLinks,
    now: datetime,
) -> None:
    """Takes in the session as Stripe has it: absolute, so that it may be taken in twice, late or in any order.

    What follows from a change (events, a refund, another page to be closed) is in the same transaction.
    """
    invoice, checkout = lock_payment(session, workspace_id, checkout_id)
    alone = live_checkout(session, workspace_id, invoice.id) in {None, checkout}
    if checkout.learn(invoice, seen, now, alone=alone):
        log.info("payment_changed", payment_id=str(checkout_id), invoice_id=str(invoice.id), status=checkout.status)
        write_down(session, workspace_id, received(invoice, checkout, seen, now))
        link = links.link(workspace_of(session, workspace_id), invoice, now)
        _FOLLOW_UP[checkout.status](session, invoice, checkout, link, now)
        if checkout.has_money and checkout.save_card and seen.saved is not None:
            keep_card(session, invoice=invoice, checkout=checkout, saved=seen.saved, now=now)
    _close_pages(session, invoice, checkout, seen, now)


def _paid(session: Session, invoice: Invoice, checkout: Checkout, link: str | None, now: datetime) -> None:
    invoice.receive(checkout.amount, now)
    method = checkout.method or "online"
    succeeded = PaymentSucceeded(
        workspace_id=invoice.workspace_id,
        payment_id=checkout.id,
        invoice_id=invoice.id,
        currency=checkout.currency,
        amount=checkout.amount,
        payment_method=method,
        tip=checkout.tip,
    )
    publish(session, succeeded)
    if invoice.status == "paid":
        tell_paid(session, invoice=invoice, method=method, link=link, now=now)
    pass_on_deposit(session, deposit=invoice, now=now)


def _processing(session: Session, invoice: Invoice, checkout: Checkout, _link: str | None, _now: datetime) -> None:
    invoice.await_settlement()
    started = PaymentStarted(
        workspace_id=invoice.workspace_id,
        payment_id=checkout.id,
        invoice_id=invoice.id,
        currency=checkout.currency,
        amount=checkout.amount,
        settles_later=True,
    )
    publish(session, started)


def _failed(session: Session, invoice: Invoice, checkout: Checkout, link: str | None, _now: datetime) -> None:
    invoice.ask_again()
    address = address_on_file(session, invoice.workspace_id, invoice)
    if checkout.card is not None and link is not None and address:
        # Nobody was there to see it fail: they are asked to pay as they would have been without a card.
        tell_due(session, invoice=invoice, link=link, cause="reminder", address=address)
    failed = PaymentFailed(
        workspace_id=invoice.workspace_id,
        payment_id=checkout.id,
        invoice_id=invoice.id,
        invoice_number=invoice.number,
        estimate_id=invoice.estimate_id,
        customer_name=invoice.customer_name,
        currency=checkout.currency,
        amount=checkout.amount,
        reason=checkout.failure or "The payment did not go through.",
    )
    publish(session, failed)


def _refund_due(session: Session, invoice: Invoice, checkout: Checkout, _link: str | None, now: datetime) -> None:
    log.warning("payment_not_due", payment_id=str(checkout.id), invoice_id=str(invoice.id), cause=checkout.refund_cause)
    session.add(checkout.refund_by_itself(now))
    enqueue(session, "billing.refund_payment", workspace_id=str(invoice.workspace_id), checkout_id=str(checkout.id))


def _mismatch(_session: Session, invoice: Invoice, checkout: Checkout, _link: str | None, _now: datetime) -> None:
    # Money for something else than was asked: no rule can tell what it is for, so a person has to.
    log.error("payment_mismatch", payment_id=str(checkout.id), invoice_id=str(invoice.id), session=checkout.session_id)


def _expired(_session: Session, _invoice: Invoice, _checkout: Checkout, _link: str | None, _now: datetime) -> None:
    """Nobody has paid, and nobody needs to be told."""


_FOLLOW_UP: dict[Status, Callable[[Session, Invoice, Checkout, str | None, datetime], None]] = {
    "paid": _paid,
    "processing": _processing,
    "failed": _failed,
    "refund_due": _refund_due,
    "mismatch": _mismatch,
    "expired": _expired,
}


def _close_pages(session: Session, invoice: Invoice, checkout: Checkout, seen: CheckoutSession, now: datetime) -> None:
    """Whatever page of the invoice can still be paid, and should not be, is closed at Stripe."""
    if seen.status == "open" and not (checkout.is_live and invoice.takes_money):
        # Not at once: should Stripe refuse, this is where it is found out again.
        _close(session, checkout, due_at=now + _PAUSE)
    other = live_checkout(session, invoice.workspace_id, invoice.id)
    if seen.status == "complete" and other is not None and other is not checkout:
        _close(session, other)


def _close(session: Session, checkout: Checkout, due_at: datetime | None = None) -> None:
    names = {"workspace_id": str(checkout.workspace_id), "checkout_id": str(checkout.id)}
    enqueue(session, "billing.expire_checkout", due_at=due_at, **names)
