"""The metadata of the billing service with every table in it, whatever else has been imported."""

from services.billing.domain import (
    agreement,
    attachment,
    checkout,
    credit,
    customer,
    discrepancy,
    dispute,
    invoice,
    ledger,
    numbering,
    offline_payment,
    payment_terms,
    refund,
    reminder,
    revoked_link,
    saved_card,
    stripe_account,
    stripe_event,
    stripe_key,
    workspace,
)
from services.billing.domain.base import Base

MAPPED = (
    agreement.Agreement,
    attachment.Attachment,
    credit.Credit,
    credit.CreditUse,
    customer.Customer,
    customer.PayingContact,
    discrepancy.Discrepancy,
    checkout.Checkout,
    dispute.Dispute,
    invoice.Invoice,
    ledger.LedgerEntry,
    ledger.LedgerLine,
    numbering.Counter,
    offline_payment.OfflinePayment,
    payment_terms.PaymentTerms,
    refund.Refund,
    reminder.Reminder,
    revoked_link.RevokedLink,
    saved_card.CardConsent,
    saved_card.SavedCard,
    stripe_account.StripeAccount,
    stripe_event.StripeEvent,
    stripe_key.StripeKey,
    workspace.Workspace,
)

metadata = Base.metadata
