"""Everything the billing service refuses, by name."""

from shared.errors import Conflict, Forbidden, Gone, Invalid, NotFound, PorchlightError, Unavailable


class InvoiceNotFound(NotFound):
    """No such invoice in this workspace."""

    code = "invoice_not_found"


class LinkRevoked(Gone):
    """The link was good and the office has revoked it; a fresh one can be had by email."""

    code = "link_revoked"


class LinkOfAnotherRecord(Invalid):
    """The link to be revoked does not open the invoice it was named with."""

    code = "link_of_another_record"


class InvoiceNotReady(NotFound):
    """The acceptance that the invoice comes from has not arrived yet, or asks for no deposit."""

    code = "invoice_not_ready"


class AlreadyPaid(Conflict):
    """Nothing is owed on the invoice any more."""

    code = "already_paid"


class NotPayable(Conflict):
    """The invoice cannot be paid online in the state it is in, or for the amount it asks."""

    code = "not_payable"


class PaymentsNotConnected(Conflict):
    """The workspace has no Stripe account that can take payments."""

    code = "payments_not_connected"


class PreviewCannotPay(Forbidden):
    """Only the customer pays; the office looks."""

    code = "preview"


class StripeNotConfigured(Conflict):
    """The operator has not given Porchlight a key of Stripe."""

    code = "stripe_not_configured"


class StripeAccountTaken(Conflict):
    """The Stripe account belongs to another workspace."""

    code = "stripe_account_taken"


class StripeAccountUnknown(Invalid):
    """Stripe does not know the account, or it is not connected to this platform."""

    code = "stripe_account_unknown"


class InvalidCursor(Invalid):
    """Not a cursor that a list has given."""

    code = "invalid_cursor"


class CheckoutBusy(Unavailable):
    """Somebody else is just opening the payment page."""

    code = "checkout_busy"


class StripeUnreachable(Unavailable):
    """Stripe gave no answer, or none that settles anything: whether it did what was asked is not known."""

    code = "stripe_unreachable"


class StripeKeyRefused(StripeUnreachable):
    """Stripe does not take the key, or the key may not do this; `permission` is what it lacks, by Stripe's name."""

    code = "stripe_key_refused"

    def __init__(self, message: str, *, permission: str | None = None) -> None:
        super().__init__(message)
        self.permission = permission


class StripeKeyNotGood(Invalid):
    """The key cannot be used for payments; the message says why."""

    code = "stripe_key_not_good"


class StripeKeyLost(StripeUnreachable):
    """The key is sealed with a secret that is not here any more."""

    code = "stripe_key_lost"


class StripeFaulted(StripeUnreachable):
    """Stripe failed while doing it. It gives the same answer to the same idempotency key for a day."""

    code = "stripe_faulted"


class StripeRefused(Conflict):
    """Stripe said no, and did nothing; `reason` is its code, `param` the parameter at fault."""

    code = "stripe_refused"

    def __init__(self, message: str, *, reason: str = "", param: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.param = param


class StripeAccountGone(StripeRefused):
    """The account is not, or no longer, one we may act for."""

    code = "stripe_account_gone"


class BadWebhook(PorchlightError):
    """The body was not signed by Stripe for us, or is not an event."""

    code = "bad_webhook"


class WebhookUnknown(NotFound):
    """No workspace's webhooks are sent here."""

    code = "webhook_unknown"


class StripeConnected(Conflict):
    """The workspace is connected another way."""

    code = "stripe_connected"


class NoSavedCard(Conflict):
    """The customer has no saved card with this business, or has removed it."""

    code = "no_saved_card"


class Unbalanced(PorchlightError):
    """Money came from nowhere or went nowhere: a fault of ours, which must not be written down."""

    code = "unbalanced"


class InvalidInvoice(Invalid):
    """What was given makes no invoice; the field at fault is named."""

    code = "invalid_invoice"


class CustomerUnknown(Invalid):
    """Billing has not been told of the customer, and nothing was given to know them by."""

    code = "customer_unknown"


class CustomerNotFound(NotFound):
    """No customer of this id in this workspace whom anything was ever asked of."""

    code = "customer_not_found"


class InvalidPeriod(Invalid):
    """It ends before it begins."""

    code = "invalid_period"


class AgreementNotFound(NotFound):
    """No accepted estimate, or job, of this id in this workspace."""

    code = "agreement_not_found"


class AlreadyInvoiced(Conflict):
    """The work has its invoice."""

    code = "already_invoiced"


class NotADraft(Conflict):
    """It has been issued."""

    code = "not_a_draft"


class CannotChange(Conflict):
    """It is too late to change the invoice."""

    code = "cannot_change"


class CannotVoid(Conflict):
    """There is money of it, or nothing to void."""

    code = "cannot_void"


class ExceedsDue(Invalid):
    """More than is owed."""

    code = "exceeds_due"


class RefundTooLarge(Invalid):
    """More than is there to be given back."""

    code = "refund_too_large"


class SendFailed(Invalid):
    """The invoice could not be sent, and is as it was; `category` says why."""

    code = "send_failed"

    def __init__(self, message: str, *, category: str, field: str | None = None) -> None:
        super().__init__(message, category=category, field=field)
        self.category = category


class InvalidPayment(Invalid):
    """Not what a customer may choose to pay; the field at fault is named."""

    code = "invalid_payment"


class InvalidTerms(Invalid):
    """Not how a workspace can be paid; the field at fault is named."""

    code = "invalid_terms"


class CannotSend(Conflict):
    """There is nothing to send."""

    code = "cannot_send"


class DiscrepancyNotFound(NotFound):
    """No such finding in this workspace."""

    code = "discrepancy_not_found"


class FileNotFound(NotFound):
    """No such file of the invoice, or none that its customer sees."""

    code = "file_not_found"


class TooManyAttachments(Conflict):
    """There are as many attachments as fit."""

    code = "too_many_attachments"


class InvalidPlace(Invalid):
    """No place among those there are."""

    code = "invalid_place"


class InvalidCaption(Invalid):
    """Nothing to write below a photo."""

    code = "invalid_caption"
