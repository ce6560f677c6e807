"""Give back what was paid of an invoice, or part of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.billing.domain.checkout import Checkout
from services.billing.domain.errors import RefundTooLarge
from services.billing.domain.invoice import Invoice
from services.billing.domain.offline_payment import OfflinePayment
from services.billing.domain.postings import given_back_offline
from services.billing.domain.refund import AGAIN, Refund
from services.billing.queries.agreements import invoice_of_work
from services.billing.queries.checkouts import checkouts_of
from services.billing.queries.invoices import lock_invoice
from services.billing.queries.ledger import write_down
from services.billing.queries.offline_payments import offline_payments_of
from services.billing.queries.reversals import disputes_of, refunds_of
from shared.database.session import Session
from shared.events.billing import PaymentRefunded
from shared.ids import new_id
from shared.messaging.outbox import enqueue, publish


@dataclass(frozen=True, slots=True)
class _Wish:
    """Who wants it given back, and why."""

    reason: str | None
    made_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """A payment that money can go back of."""

    checkout: Checkout | None
    offline: OfflinePayment | None
    left: int


def refund_invoice(
    session: Session,
    *,
    workspace_id: UUID,
    invoice_id: UUID,
    amount: int | None,
    reason: str | None,
    made_by: str,
    now: datetime,
) -> list[Refund]:
    """Of the newest payment first, the way the money came; raises `RefundTooLarge`.

    What came through Stripe goes back through Stripe, in a task; what did not, the office has handed back itself. Tips stay:
    one that was a mistake is given back at Stripe's dashboard, and taken in from there.
    """
    invoice = lock_invoice(session, workspace_id, invoice_id)
    sources = list(_sources(session, invoice))
    wanted = invoice.kept if amount is None else amount
    invoice.check_refundable(wanted)
    if sum(source.left for source in sources) - _passed_on(session, invoice) < wanted:
        raise RefundTooLarge(
            "Not so much is left: some of it is on its way back, disputed, or counts towards the invoice of the work.",
            field="amount",
        )
    made, wish = [], _Wish(reason, made_by, now)
    for source in sources:
        part = min(source.left, wanted)
        if part:
            made.append(_give_back(session, invoice, source, part, wish))
            wanted -= part
    return made


def _sources(session: Session, invoice: Invoice) -> Iterator[Source]:
    refunds = refunds_of(session, invoice.workspace_id, invoice.id)
    disputed = {dispute.checkout_id for dispute in disputes_of(session, invoice.workspace_id, invoice.id)}
    for checkout in checkouts_of(session, invoice.workspace_id, [invoice.id])[invoice.id]:
        if checkout.status == "paid" and checkout.id not in disputed:
            gone = sum(
                refund.amount - refund.tip for refund in refunds if refund.checkout_id == checkout.id and refund.is_open
            )
            yield Source(checkout, None, max(0, checkout.amount - gone))
    handed_back = sum(refund.amount for refund in refunds if refund.checkout_id is None)
    for payment in offline_payments_of(session, invoice.workspace_id, [invoice.id]):
        gone = min(handed_back, payment.amount)
        handed_back -= gone
        yield Source(None, payment, payment.amount - gone)


def _passed_on(session: Session, invoice: Invoice) -> int:
    """How much of a deposit counts towards the invoice of the work."""
    if invoice.kind != "deposit" or invoice.estimate_id is None:
        return 0
    whole = invoice_of_work(session, invoice.workspace_id, invoice.estimate_id)
    return whole.credited if whole else 0


def _give_back(session: Session, invoice: Invoice, source: Source, amount: int, wish: _Wish) -> Refund:
    refund = Refund(
        id=new_id(),
        workspace_id=invoice.workspace_id,
        invoice_id=invoice.id,
        checkout_id=source.checkout.id if source.checkout else None,
        amount=amount,
        currency=invoice.currency,
        cause="office",
        created_at=wish.at,
        method="stripe" if source.checkout else source.offline.method if source.offline else "other",
        reason=wish.reason,
        made_by=wish.made_by,
        next_check_at=wish.at + AGAIN if source.checkout else None,
    )
    session.add(refund)
    if source.checkout is not None:
        whose = str(invoice.workspace_id)
        enqueue(session, "billing.refund_payment", workspace_id=whose, checkout_id=str(source.checkout.id))
        return refund
    refund.status, refund.settled_at = "succeeded", wish.at
    invoice.refunded += amount
    write_down(session, invoice.workspace_id, given_back_offline(invoice, refund, wish.at))
    if source.offline is not None:
        publish(session, _refunded(invoice, refund, source.offline))
    return refund


def _refunded(invoice: Invoice, refund: Refund, payment: OfflinePayment) -> PaymentRefunded:
    return PaymentRefunded(
        workspace_id=invoice.workspace_id,
        payment_id=payment.id,
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
