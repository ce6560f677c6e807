"""What billing publishes. Amounts are integer minor units of `currency`."""

from datetime import date, datetime
from uuid import UUID

from shared.events.base import Event
from shared.events.billing_records import FoundInvoice


class StripeAccountChanged(Event, service="billing", subject="workspace_id"):
    """A workspace can, or can no longer, take payments online."""

    stripe_account_id: str
    charges_enabled: bool


class InvoiceIssued(Event, service="billing", subject="invoice_id"):
    """The customer owes money; `kind` is deposit or invoice."""

    invoice_id: UUID
    number: str
    kind: str
    estimate_id: UUID | None = None
    job_id: UUID | None = None
    customer_id: UUID
    customer_name: str
    customer_email: str | None = None
    currency: str
    total: int
    due_on: date


class InvoiceDue(Event, service="billing", subject="invoice_id"):
    """The customer is to get the link of an invoice; `cause` is sent, reminder, or renewed when the last link had expired.

    `amount_due` is 0 for one that is paid: its link then shows the receipt. With a `channel` somebody of the office has
    asked for it just now, by email or sms.
    """

    invoice_id: UUID
    number: str
    kind: str
    title: str
    customer_id: UUID
    customer_name: str
    customer_email: str | None = None
    currency: str
    amount_due: int
    due_on: date
    link: str
    cause: str
    customer_phone: str | None = None
    channel: str | None = None


class InvoicesFound(Event, service="billing", subject="lookup_id"):
    """Several invoices that are open for an email address on file are to be sent there, all of them in one message.

    Nothing is published of a look-up that found nothing; the link of a single one is told of by InvoiceDue.
    """

    lookup_id: UUID
    customer_email: str
    invoices: tuple[FoundInvoice, ...]


class InvoiceOverdue(Event, service="billing", subject="invoice_id"):
    """An invoice is still open so many days after it was due; its customer is to be reminded. Once for each such number."""

    invoice_id: UUID
    number: str
    kind: str
    title: str
    customer_id: UUID
    customer_name: str
    customer_email: str | None = None
    currency: str
    amount_due: int
    due_on: date
    days_overdue: int
    link: str
    customer_phone: str | None = None


class InvoicePaid(Event, service="billing", subject="invoice_id"):
    """Nothing is owed on the invoice any more. Happens once per invoice, unless a refund opens it again."""

    invoice_id: UUID
    number: str
    kind: str
    title: str
    estimate_id: UUID | None = None
    customer_id: UUID
    customer_name: str
    customer_email: str | None = None
    currency: str
    total: int
    paid_at: datetime
    payment_method: str
    receipt_link: str | None = None
    customer_phone: str | None = None


class InvoiceVoided(Event, service="billing", subject="invoice_id"):
    """The office no longer asks for the money."""

    invoice_id: UUID
    number: str
    customer_id: UUID
    reason: str


class InvoiceChanged(Event, service="billing", subject="invoice_id"):
    """An invoice that was issued asks for something else."""

    invoice_id: UUID
    number: str
    customer_id: UUID
    currency: str
    total: int
    due_on: date


class InvoiceCredited(Event, service="billing", subject="invoice_id"):
    """A reward has paid `amount` of an invoice; `amount_due` is left.

    No service acts on it: it is for systems that keep books of their own.
    """

    invoice_id: UUID
    number: str
    customer_id: UUID
    reward_id: UUID
    currency: str
    amount: int
    amount_due: int


class InvoiceCreditWithdrawn(Event, service="billing", subject="invoice_id"):
    """What a reward had paid of an invoice is due again: it was taken back, or the invoice is being voided.

    No service acts on it, as on InvoiceCredited.
    """

    invoice_id: UUID
    number: str
    customer_id: UUID
    reward_id: UUID
    currency: str
    amount: int
    amount_due: int


class PaymentStarted(Event, service="billing", subject="payment_id"):
    """The customer has a hosted checkout open, or a bank transfer under way (`settles_later`)."""

    payment_id: UUID
    invoice_id: UUID
    currency: str
    amount: int
    settles_later: bool = False


class PaymentSucceeded(Event, service="billing", subject="payment_id"):
    """The money is there: `amount` of the invoice, and a `tip` on top of it."""

    payment_id: UUID
    invoice_id: UUID
    currency: str
    amount: int
    payment_method: str
    tip: int = 0


class PaymentFailed(Event, service="billing", subject="payment_id"):
    """The money did not come."""

    payment_id: UUID
    invoice_id: UUID
    invoice_number: str
    estimate_id: UUID | None = None
    customer_name: str
    currency: str
    amount: int
    reason: str


class PaymentRefunded(Event, service="billing", subject="payment_id"):
    """Money has gone back; `cause` tells why: duplicate (a second charge), void, office, or stripe (its dashboard)."""

    payment_id: UUID
    invoice_id: UUID
    invoice_number: str
    estimate_id: UUID | None = None
    customer_name: str
    currency: str
    amount: int
    cause: str
    refund_id: UUID | None = None
    customer_email: str | None = None


class RefundFailed(Event, service="billing", subject="payment_id"):
    """Money that had gone back to a customer has come back again, or could not go: a person has to see to it."""

    payment_id: UUID
    invoice_id: UUID
    invoice_number: str
    customer_name: str
    currency: str
    amount: int
    reason: str


class DiscrepancyFound(Event, service="billing", subject="discrepancy_id"):
    """The books and Stripe do not agree on a payment: a person has to see to it. Once for each payment and `kind`.

    `reference` is its id at Stripe; `kind` is unknown_payment, amount_differs, not_taken_in or in_doubt.
    """

    discrepancy_id: UUID
    kind: str
    reference: str
    currency: str
    amount: int
    invoice_id: UUID | None = None


class PaymentDisputed(Event, service="billing", subject="payment_id"):
    """A customer's bank wants a payment back (`outcome` open), has got it for good (lost), or has given it again (won)."""

    payment_id: UUID
    invoice_id: UUID
    invoice_number: str
    customer_name: str
    currency: str
    amount: int
    reason: str
    outcome: str
