"""Record what has become of money that had come: given back, come back, taken by a bank, given again."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import structlog

from services.billing.domain.checkout import Checkout
from services.billing.domain.dispute import Dispute
from services.billing.domain.invoice import Invoice
from services.billing.domain.postings import come_back, given_back, taken_or_given
from services.billing.domain.refund import Refund
from services.billing.domain.stripe_amount import minor_amount
from services.billing.domain.stripe_facts import DisputeState, RefundState
from services.billing.queries.checkouts import checkouts_of, lock_payment
from services.billing.queries.ledger import write_down
from services.billing.queries.reversals import disputes_of, refunds_of
from shared.database.session import Session
from shared.events.billing import PaymentDisputed, PaymentRefunded, RefundFailed
from shared.ids import new_id
from shared.messaging.outbox import publish

log = structlog.get_logger()


def record_reversals(
    session: Session,
    *,
    workspace_id: UUID,
    checkout_id: UUID,
    refunds: Iterable[RefundState],
    disputes: Iterable[DisputeState],
    now: datetime,
) -> None:
    """Takes in all refunds and disputes of a payment as Stripe has them: absolute, so that it may be done twice or late.

    Each movement is in the ledger once, and told of once.
    """
    invoice, checkout = lock_payment(session, workspace_id, checkout_id)
    if not checkout.has_money:
        return
    # Oldest first: one that failed and the one that was made in its place are told of in that order.
    for seen in reversed(list(refunds)):
        _take_in_refund(session, invoice, checkout, seen, now)
    for dispute in disputes:
        _take_in_dispute(session, invoice, checkout, dispute, now)
    session.flush()
    known = refunds_of(session, workspace_id, invoice.id)
    checkout.learn_refunds(known, now)
    checkout.watch(now)
    invoice.refunded = sum(refund.amount - refund.tip for refund in known if refund.counts and refund.was_due)
    paid = {one.id: one.amount for one in checkouts_of(session, workspace_id, [invoice.id])[invoice.id]}
    taken = disputes_of(session, workspace_id, invoice.id)
    # What a bank takes of a tip was never the invoice's.
    invoice.disputed = sum(min(dispute.withdrawn, paid[dispute.checkout_id]) for dispute in taken)


def _take_in_refund(session: Session, invoice: Invoice, checkout: Checkout, seen: RefundState, now: datetime) -> None:
    amount = minor_amount(seen.amount, checkout.currency)
    refund = _known(session, invoice, checkout, seen) or _new(session, invoice, checkout, amount, now)
    # Stripe's word on the amount counts: an order for all that is left does not say how much that is.
    refund.amount = amount
    if refund.stripe_refund_id is None:
        refund.tip = _tip_in(session, invoice, checkout, refund)
    if not refund.learn(seen, now):
        return
    log.info("refund_changed", payment_id=str(checkout.id), refund=seen.id, status=refund.status, cause=refund.cause)
    write_down(session, invoice.workspace_id, given_back(invoice, checkout, refund, now))
    if refund.status == "failed":
        write_down(session, invoice.workspace_id, come_back(invoice, checkout, refund, now))
        publish(session, _failed(invoice, checkout, refund))
    elif refund.status == "succeeded":
        publish(session, _refunded(invoice, checkout, refund))


def _tip_in(session: Session, invoice: Invoice, checkout: Checkout, refund: Refund) -> int:
    """How much of the refund is more than what is left of the payment without its tip."""
    if not refund.was_due:
        return 0
    session.flush()
    others = refunds_of(session, invoice.workspace_id, invoice.id)
    gone = sum(one.amount - one.tip for one in others if one.checkout_id == checkout.id and one.counts)
    return max(0, refund.amount - max(0, checkout.amount - gone))


def _known(session: Session, invoice: Invoice, checkout: Checkout, seen: RefundState) -> Refund | None:
    """The refund we have of it: by Stripe's id, by ours, or the one that is due by itself and was made before a crash."""
    mine = [one for one in refunds_of(session, invoice.workspace_id, invoice.id) if one.checkout_id == checkout.id]
    waiting = [one for one in mine if one.stripe_refund_id is None]
    by_id = next((one for one in mine if one.stripe_refund_id == seen.id), None)
    by_reference = next((one for one in waiting if str(one.id) == seen.reference), None)
    by_itself = next((one for one in waiting if one.cause in {"duplicate", "void"} and one.status == "due"), None)
    return by_id or by_reference or (by_itself if seen.reference is None else None)


def _new(session: Session, invoice: Invoice, checkout: Checkout, amount: int, now: datetime) -> Refund:
    refund = Refund(
        id=new_id(),
        workspace_id=invoice.workspace_id,
        invoice_id=invoice.id,
        checkout_id=checkout.id,
        amount=amount,
        currency=checkout.currency,
        cause=checkout.refund_cause or "stripe",
        created_at=now,
    )
    session.add(refund)
    return refund


def _take_in_dispute(session: Session, invoice: Invoice, checkout: Checkout, seen: DisputeState, now: datetime) -> None:
    known = disputes_of(session, invoice.workspace_id, invoice.id)
    dispute = next((one for one in known if one.stripe_dispute_id == seen.id), None)
    first = dispute is None
    if dispute is None:
        dispute = _opened(invoice, checkout, seen, now)
        session.add(dispute)
    before = dispute.outcome
    moved = dispute.learn(seen, now)
    if moved:
        write_down(session, invoice.workspace_id, taken_or_given(invoice, dispute, moved, now))
    session.flush()
    if first or dispute.outcome != before:
        log.warning("payment_disputed", payment_id=str(checkout.id), dispute=seen.id, outcome=dispute.outcome)
        publish(session, _disputed(invoice, checkout, dispute))


def _opened(invoice: Invoice, checkout: Checkout, seen: DisputeState, now: datetime) -> Dispute:
    return Dispute(
        id=new_id(),
        workspace_id=invoice.workspace_id,
        invoice_id=invoice.id,
        checkout_id=checkout.id,
        stripe_dispute_id=seen.id,
        amount=minor_amount(seen.amount, checkout.currency),
        currency=checkout.currency,
        reason=seen.reason,
        opened_at=now,
    )


def _refunded(invoice: Invoice, checkout: Checkout, refund: Refund) -> PaymentRefunded:
    return PaymentRefunded(
        workspace_id=invoice.workspace_id,
        payment_id=checkout.id,
        invoice_id=invoice.id,
        invoice_number=invoice.number,
        estimate_id=invoice.estimate_id,
        customer_name=invoice.customer_name,
        currency=refund.currency,
        amount=refund.amount,
        cause=refund.cause,
        refund_id=refund.id,
        customer_email=invoice.customer_email,
    )


def _failed(invoice: Invoice, checkout: Checkout, refund: Refund) -> RefundFailed:
    return RefundFailed(
        workspace_id=invoice.workspace_id,
        payment_id=checkout.id,
        invoice_id=invoice.id,
        invoice_number=invoice.number,
        customer_name=invoice.customer_name,
        currency=refund.currency,
        amount=refund.amount,
        reason=refund.failure or "The customer's bank did not take the money.",
    )


def _disputed(invoice: Invoice, checkout: Checkout, dispute: Dispute) -> PaymentDisputed:
    return PaymentDisputed(
        workspace_id=invoice.workspace_id,
        payment_id=checkout.id,
        invoice_id=invoice.id,
        invoice_number=invoice.number,
        customer_name=invoice.customer_name,
        currency=dispute.currency,
        amount=dispute.amount,
        reason=dispute.reason,
        outcome=dispute.outcome,
    )
