"""Invoices and all their money as the office sees them."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from services.billing.api.views import LineView, PaymentView, lines_view, offline_views, payment_view
from services.billing.domain.books import Records
from services.billing.domain.dispute import Dispute
from services.billing.domain.invoice import Invoice
from services.billing.domain.refund import Refund


class PayerView(BaseModel):
    id: UUID
    name: str
    email: str | None
    phone: str | None = None
    """Where they are texted; told of a single invoice only."""


class RefundView(BaseModel):
    """`cause` is office, stripe (made at its dashboard), duplicate, or void; the last two happen by themselves."""

    refund_id: UUID
    payment_id: UUID | None
    amount: int
    status: str
    method: str
    cause: str
    reason: str | None
    failure: str | None
    made_by: str | None
    created_at: datetime
    settled_at: datetime | None


class DisputeView(BaseModel):
    """`outcome` is open, won or lost; `withdrawn` is what the customer's bank holds of it now."""

    dispute_id: UUID
    payment_id: UUID
    amount: int
    withdrawn: int
    reason: str
    outcome: str
    opened_at: datetime
    closed_at: datetime | None


class InvoiceView(BaseModel):
    """An invoice as the office sees it. Amounts are integer minor units of `currency`.

    `status` is draft, outstanding, sent, overdue, part_paid, processing, paid or void; `number` is null for a draft.
    Of what is `paid`, `credited` came from the deposit and `rewarded` from rewards; `refunded` and `disputed` have gone
    again.
    """

    invoice_id: UUID
    number: str | None
    kind: str
    status: str
    title: str
    note: str | None
    estimate_id: UUID | None
    job_id: UUID | None
    customer: PayerView
    currency: str
    subtotal: int
    discount: int
    tax: int
    total: int
    credited: int
    rewarded: int
    paid: int
    refunded: int
    disputed: int
    amount_due: int
    due_on: date
    issued_at: datetime | None
    sent_at: datetime | None
    paid_at: datetime | None
    version: int
    lines: list[LineView]
    payments: list[PaymentView]
    refunds: list[RefundView]
    disputes: list[DisputeView]


class InvoicePage(BaseModel):
    items: list[InvoiceView]
    next_cursor: str | None


def invoice_view(invoice: Invoice, records: Records, today: date, phone: str | None = None) -> InvoiceView:
    items, is_draft = invoice.items, invoice.status == "draft"
    shown = [payment_view(one, one.status) for one in records.checkouts if one.status != "creating"]
    return InvoiceView(
        invoice_id=invoice.id,
        number=None if is_draft else invoice.number,
        kind=invoice.kind,
        status=invoice.state(today),
        title=invoice.title,
        note=invoice.note,
        estimate_id=invoice.estimate_id,
        job_id=invoice.job_id,
        customer=PayerView(
            id=invoice.customer_id, name=invoice.customer_name, email=invoice.customer_email, phone=phone
        ),
        currency=invoice.currency,
        subtotal=sum(line.amount for line in items),
        discount=sum(line.discount for line in items),
        tax=invoice.tax,
        total=invoice.total,
        credited=invoice.credited,
        rewarded=invoice.rewarded,
        paid=invoice.paid,
        refunded=invoice.refunded,
        disputed=invoice.disputed,
        amount_due=invoice.amount_due,
        due_on=invoice.due_on,
        issued_at=None if is_draft else invoice.issued_at,
        sent_at=invoice.sent_at,
        paid_at=invoice.paid_at,
        version=invoice.version,
        lines=lines_view(invoice),
        payments=[*shown, *offline_views(records)],
        refunds=refund_views(records.refunds),
        disputes=[_dispute(dispute) for dispute in records.disputes],
    )


def refund_views(refunds: Iterable[Refund]) -> list[RefundView]:
    return [
        RefundView(
            refund_id=refund.id,
            payment_id=refund.checkout_id,
            amount=refund.amount,
            status=refund.status,
            method=refund.method,
            cause=refund.cause,
            reason=refund.reason,
            failure=refund.failure,
            made_by=refund.made_by,
            created_at=refund.created_at,
            settled_at=refund.settled_at,
        )
        for refund in refunds
    ]


def _dispute(dispute: Dispute) -> DisputeView:
    return DisputeView(
        dispute_id=dispute.id,
        payment_id=dispute.checkout_id,
        amount=dispute.amount,
        withdrawn=dispute.withdrawn,
        reason=dispute.reason,
        outcome=dispute.outcome,
        opened_at=dispute.opened_at,
        closed_at=dispute.closed_at,
    )
