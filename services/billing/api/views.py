"""An invoice and its payments as the customer who holds a link sees them."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from services.billing.domain.attachment import Attachment
from services.billing.domain.books import Records
from services.billing.domain.checkout import Checkout
from services.billing.domain.invoice import Invoice, Obstacle
from services.billing.domain.payment_terms import PaymentTerms, parts_between
from services.billing.domain.refund import Refund
from services.billing.domain.stripe_account import StripeAccount, readiness
from services.billing.domain.stripe_amount import is_chargeable

_HIDDEN = {"creating", "open", "expired"}
"""Payments that came to nothing are no business of the customer's."""


class LineView(BaseModel):
    """It adds `amount`, less `discount`, plus `tax` to the total. `tax_rate` is null where it is not on record."""

    description: str
    quantity: str
    unit_price: int
    amount: int
    discount: int
    tax: int
    tax_rate: str | None


class PaymentView(BaseModel):
    payment_id: UUID
    amount: int
    tip: int
    status: str
    method: str | None
    created_at: datetime
    settled_at: datetime | None


class GivenBackView(BaseModel):
    """Money that went back, or is on its way; `pending` or `succeeded`."""

    amount: int
    status: str
    created_at: datetime


class ChoicesView(BaseModel):
    """What a customer may choose when paying: a `tip`, and a part of what is due within these bounds, where there are any."""

    tip: bool
    part_from: int | None
    part_to: int | None


class NameView(BaseModel):
    name: str


class CardView(BaseModel):
    """The customer's saved card; with `autopay` what is due is charged to it. `words` are those it is agreed to with."""

    brand: str
    last4: str
    autopay: bool
    words: str


class ShownFileView(BaseModel):
    """A photo or file that the office shows beside the invoice; only photos have a width and a height."""

    id: UUID
    kind: str
    content_type: str
    caption: str
    size: int
    width: int | None
    height: int | None


class PublicInvoiceView(BaseModel):
    """An invoice as the customer sees it. `payable` says whether a checkout can be opened, `not_payable_reason` why not.

    `paid` is what is settled, of which `credited` came from the deposit and `rewarded` from rewards; `state` is what people
    call its `status`.
    """

    invoice_id: UUID
    number: str
    kind: str
    status: str
    state: str
    title: str
    note: str | None
    currency: str
    subtotal: int
    discount: int
    tax: int
    total: int
    credited: int
    rewarded: int
    paid: int
    refunded: int
    amount_due: int
    payable: bool
    not_payable_reason: Obstacle | None
    choices: ChoicesView
    payments: list[PaymentView]
    refunds: list[GivenBackView]
    lines: list[LineView]
    customer: NameView
    issued_at: datetime
    due_on: date
    paid_at: datetime | None
    payment_method: str | None
    receipt_link: str | None
    attachments: list[ShownFileView] = []
    card: CardView | None = None
    save_words: str | None = None
    """What a customer agrees to who has the card kept that they pay with; null where none can be kept."""


def public_invoice_view(
    invoice: Invoice,
    records: Records,
    account: StripeAccount | None,
    terms: PaymentTerms,
    *,
    receipt_link: str | None,
    today: date,
) -> PublicInvoiceView:
    in_doubt = any(checkout.status == "mismatch" for checkout in records.checkouts)
    obstacle = invoice.obstacle or ("processing" if in_doubt else None)
    obstacle = obstacle or online_obstacle(invoice, connected=readiness(account) == "connected")
    items = invoice.items
    return PublicInvoiceView(
        invoice_id=invoice.id,
        number=invoice.number,
        kind=invoice.kind,
        status="processing" if in_doubt and invoice.takes_money else invoice.status,
        state=invoice.state(today),
        title=invoice.title,
        note=invoice.note,
        currency=invoice.currency,
        subtotal=sum(line.amount for line in items),
        discount=sum(line.discount for line in items),
        tax=invoice.tax,
        total=invoice.total,
        credited=invoice.credited,
        rewarded=invoice.rewarded,
        paid=invoice.paid,
        refunded=invoice.refunded,
        amount_due=invoice.amount_due,
        payable=obstacle is None,
        not_payable_reason=obstacle,
        choices=_choices(invoice, terms),
        payments=list(_payments(records)),
        refunds=[_given_back(refund) for refund in records.refunds if refund.counts],
        lines=lines_view(invoice),
        customer=NameView(name=invoice.customer_name),
        issued_at=invoice.issued_at,
        due_on=invoice.due_on,
        paid_at=invoice.paid_at,
        payment_method=_method(invoice, records),
        receipt_link=receipt_link if invoice.status == "paid" else None,
    )


def online_obstacle(invoice: Invoice, *, connected: bool) -> Obstacle | None:
    """What keeps an invoice that asks for money from being paid online."""
    if not connected:
        return "not_connected"
    return None if is_chargeable(invoice.amount_due, invoice.currency) else "amount"


def _choices(invoice: Invoice, terms: PaymentTerms) -> ChoicesView:
    least, most = parts_between(invoice.amount_due, invoice.currency)
    in_parts = terms.offers_parts(invoice.kind) and least <= most
    return ChoicesView(
        tip=terms.offers_tips(invoice.kind),
        part_from=least if in_parts else None,
        part_to=most if in_parts else None,
    )


def lines_view(invoice: Invoice) -> list[LineView]:
    return [LineView(**line.to_json()) for line in invoice.items]


def payment_view(checkout: Checkout, status: str) -> PaymentView:
    return PaymentView(
        payment_id=checkout.id,
        amount=checkout.amount,
        tip=checkout.tip,
        status=status,
        method=checkout.method,
        created_at=checkout.created_at,
        settled_at=checkout.settled_at,
    )


def offline_views(records: Records) -> Iterator[PaymentView]:
    for payment in records.offline:
        yield PaymentView(
            payment_id=payment.id,
            amount=payment.amount,
            tip=0,
            status="paid",
            method=payment.method,
            created_at=payment.recorded_at,
            settled_at=payment.recorded_at,
        )


def _payments(records: Records) -> Iterator[PaymentView]:
    for checkout in records.checkouts:
        if checkout.status not in _HIDDEN:
            # That we have to look into a payment is ours to worry about; to the customer it is not settled yet.
            yield payment_view(checkout, "processing" if checkout.status == "mismatch" else checkout.status)
    yield from offline_views(records)


def _given_back(refund: Refund) -> GivenBackView:
    return GivenBackView(amount=refund.amount, status=refund.status, created_at=refund.created_at)


def _method(invoice: Invoice, records: Records) -> str | None:
    """How the last of it was paid."""
    came = [(checkout.settled_at, checkout.method) for checkout in records.checkouts if checkout.status == "paid"]
    came += [(payment.recorded_at, payment.method) for payment in records.offline]
    latest = max(came, key=lambda one: str(one[0]), default=(None, None))[1]
    return latest or ("deposit" if invoice.credited else "credit" if invoice.rewarded else None)


def shown_file_view(attachment: Attachment) -> ShownFileView:
    return ShownFileView(
        id=attachment.id,
        kind=attachment.kind,
        content_type=attachment.content_type,
        caption=attachment.caption,
        size=attachment.size,
        width=attachment.width,
        height=attachment.height,
    )
