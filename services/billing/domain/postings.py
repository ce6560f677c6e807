"""What each movement of money is in the ledger: from where, to where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from services.billing.domain.checkout import Checkout
from services.billing.domain.credit import CreditUse
from services.billing.domain.dispute import Dispute
from services.billing.domain.invoice import Invoice
from services.billing.domain.ledger import Account, Kind, Line, Posting
from services.billing.domain.offline_payment import OfflinePayment
from services.billing.domain.refund import Refund
from services.billing.domain.stripe_amount import minor_amount
from services.billing.domain.stripe_facts import CheckoutSession


def issued(invoice: Invoice, now: datetime) -> Posting | None:
    """The customer owes it; None where it asks for nothing."""
    lines = asked(invoice)
    return _posting(invoice, f"invoice:{invoice.id}:issued", "invoice_issued", lines, now) if lines else None


def voided(invoice: Invoice, unpaid: int, now: datetime) -> Posting | None:
    """What was `unpaid` is owed no longer: as if never asked for, or, where part was paid, given up."""
    if not unpaid:
        return None
    given_up: list[Line] = [("receivable", -unpaid), ("write_offs", unpaid)]
    lines = given_up if invoice.paid else [(account, -amount) for account, amount in asked(invoice)]
    return _posting(invoice, f"invoice:{invoice.id}:voided", "invoice_voided", lines, now)


def changed(invoice: Invoice, before: Iterable[Line], now: datetime) -> Posting | None:
    """It asks for something else than `before`; None where it comes to the same."""
    moved: Counter[Account] = Counter()
    for account, amount in asked(invoice):
        moved[account] += amount
    for account, amount in before:
        moved[account] -= amount
    lines = [(account, amount) for account, amount in moved.items() if amount]
    cause = f"invoice:{invoice.id}:version:{invoice.version}"
    return _posting(invoice, cause, "invoice_changed", lines, now) if lines else None


def credited(invoice: Invoice, amount: int, cause: str, now: datetime) -> Posting:
    """What was deposited pays for it."""
    return _posting(invoice, cause, "deposit_credited", [("deposits", amount), ("receivable", -amount)], now)


def uncredited(invoice: Invoice, amount: int, now: datetime) -> Posting:
    """What was deposited is for other work again."""
    lines: list[Line] = [("receivable", amount), ("deposits", -amount)]
    return _posting(invoice, f"invoice:{invoice.id}:uncredited", "deposit_credited", lines, now)


def rewarded(invoice: Invoice, use: CreditUse) -> Posting:
    """A reward pays for it."""
    lines: list[Line] = [("credits", use.amount), ("receivable", -use.amount)]
    return _posting(invoice, f"credit:{use.id}", "reward_credited", lines, use.used_at)


def unrewarded(invoice: Invoice, use: CreditUse, now: datetime) -> Posting:
    """A reward does not pay for it any more."""
    lines: list[Line] = [("receivable", use.amount), ("credits", -use.amount)]
    return _posting(invoice, f"credit:{use.id}:taken_back", "reward_taken_back", lines, now)


def paid_offline(invoice: Invoice, payment: OfflinePayment) -> Posting:
    """The money is with the business and no longer owed."""
    lines: list[Line] = [("offline", payment.amount), ("receivable", -payment.amount)]
    return _posting(invoice, f"offline:{payment.id}", "offline_payment", lines, payment.recorded_at)


def given_back_offline(invoice: Invoice, refund: Refund, now: datetime) -> Posting:
    """The business has handed it back itself."""
    purse: Account = "deposits" if invoice.kind == "deposit" else "refunds"
    lines: list[Line] = [(purse, refund.amount), ("offline", -refund.amount)]
    return _posting(invoice, f"refund:{refund.id}", "refund", lines, now)


def paid_online(invoice: Invoice, checkout: Checkout, now: datetime) -> Posting:
    """The money is at Stripe and no longer owed; a tip never was."""
    lines: list[Line] = [("stripe", checkout.total), ("receivable", -checkout.amount), ("tips", -checkout.tip)]
    return _posting(invoice, _payment(checkout), "payment", lines, now)


def paid_though_not_due(invoice: Invoice, checkout: Checkout, now: datetime) -> Posting:
    """The money is at Stripe and belongs to the customer."""
    lines: list[Line] = [("stripe", checkout.total), ("unapplied", -checkout.total)]
    return _posting(invoice, _payment(checkout), "payment_not_due", lines, now)


def given_back(invoice: Invoice, checkout: Checkout, refund: Refund, now: datetime) -> Posting:
    """The money has left Stripe for the customer."""
    purse, tip = _purse(invoice, checkout), refund.tip
    lines: list[Line] = [(purse, refund.amount - tip), ("tips", tip), ("stripe", -refund.amount)]
    return _posting(invoice, f"refund:{refund.stripe_refund_id}", "refund", lines, now)


def come_back(invoice: Invoice, checkout: Checkout, refund: Refund, now: datetime) -> Posting:
    """The refund could not be delivered: the money is at Stripe again."""
    purse, tip = _purse(invoice, checkout), refund.tip
    lines: list[Line] = [("stripe", refund.amount), (purse, tip - refund.amount), ("tips", -tip)]
    return _posting(invoice, f"refund:{refund.stripe_refund_id}:failed", "refund_failed", lines, now)


def paid_in_doubt(invoice: Invoice, checkout: Checkout, seen: CheckoutSession, now: datetime) -> Posting:
    """There is money at Stripe, of which nobody can tell what it is for."""
    currency = seen.currency.upper()
    amount = minor_amount(seen.amount_total, currency)
    lines: list[Line] = [("stripe", amount), ("suspense", -amount)]
    return replace(_posting(invoice, _payment(checkout), "payment_in_doubt", lines, now), currency=currency)


def received(invoice: Invoice, checkout: Checkout, seen: CheckoutSession, now: datetime) -> Posting | None:
    """What has come in by a payment that has just become what it is; None where nothing has."""
    if seen.payment_status != "paid":
        return None
    if checkout.status == "mismatch":
        return paid_in_doubt(invoice, checkout, seen, now)
    return (paid_online if checkout.status == "paid" else paid_though_not_due)(invoice, checkout, now)


def taken_or_given(invoice: Invoice, dispute: Dispute, moved: int, now: datetime) -> Posting:
    """A bank has taken `moved` back, or, below zero, given it again."""
    lines: list[Line] = [("disputes", moved), ("stripe", -moved)]
    kind: Kind = "dispute_withdrawn" if moved > 0 else "dispute_reinstated"
    return _posting(invoice, f"dispute:{dispute.id}:{dispute.moves}", kind, lines, now)


def _payment(checkout: Checkout) -> str:
    return f"payment:{checkout.id}"


def asked(invoice: Invoice) -> list[Line]:
    """Who owes it and what for; a deposit is for work to come, and no sale yet."""
    if invoice.kind == "deposit":
        lines: list[Line] = [("receivable", invoice.total), ("deposits", -invoice.total)]
    else:
        lines = [("receivable", invoice.total), ("sales", invoice.tax - invoice.total), ("tax", -invoice.tax)]
    return [line for line in lines if line[1]]


def _purse(invoice: Invoice, checkout: Checkout) -> Account:
    """Where the money that goes back was until now."""
    if checkout.status != "paid":
        return "unapplied"
    return "deposits" if invoice.kind == "deposit" else "refunds"


def _posting(invoice: Invoice, cause: str, kind: Kind, lines: Iterable[Line], now: datetime) -> Posting:
    return Posting(
        cause=cause,
        kind=kind,
        currency=invoice.currency,
        lines=tuple(line for line in lines if line[1]),
        invoice_id=invoice.id,
        customer_id=invoice.customer_id,
        at=now,
    )
