"""Billing: what customers owe, and how it is paid.

Owns Stripe accounts, invoices, what was agreed and is to be invoiced, payments (each one hosted checkout, or recorded
by the office), refunds, disputes, credits of customers, the double-entry ledger of all of it, reminders, what Stripe and
the books do not agree on, and the webhooks Stripe has sent.
Answers WorkspaceCreated, WorkspaceChanged, CustomerRegistered, CustomerChanged, EstimateAccepted, EstimateVoided,
JobCompleted, EstimateLinksRevoked, CustomerLinksRevoked, RewardRedeemed and RewardReversed.
Publishes StripeAccountChanged, InvoiceIssued, InvoiceChanged, InvoiceDue, InvoicesFound, InvoiceOverdue, InvoicePaid,
InvoiceVoided, InvoiceCredited, InvoiceCreditWithdrawn, PaymentStarted, PaymentSucceeded, PaymentFailed, PaymentRefunded,
RefundFailed, PaymentDisputed and DiscrepancyFound.
"""
