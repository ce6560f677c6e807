"""Whether the ledger and the records of an invoice say the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.billing.domain.checkout import Checkout
from services.billing.domain.credit import CreditUse
from services.billing.domain.dispute import Dispute
from services.billing.domain.invoice import Invoice
from services.billing.domain.ledger import Account, Posting
from services.billing.domain.offline_payment import OfflinePayment
from services.billing.domain.postings import issued, paid_online, paid_though_not_due, voided
from services.billing.domain.refund import Refund

_PURSES: frozenset[Account] = frozenset({"stripe", "offline", "credits"})
"""What pays for invoices, each movement of which has a record of its own."""
Written = Mapping[str, Mapping[Account, int]]
"""What each cause has moved, by account."""


@dataclass(frozen=True, slots=True)
class Records:
    """The money of one invoice, as its rows have it."""

    checkouts: Sequence[Checkout]
    offline: Sequence[OfflinePayment]
    refunds: Sequence[Refund]
    disputes: Sequence[Dispute]
    credits: Sequence[CreditUse] = ()


def disagreements(invoice: Invoice, records: Records, written: Written) -> Iterator[str]:
    """All that does not fit, a sentence each."""
    yield from _of_what_is_owed(invoice, records, written)
    expected = _at_stripe(records) | _elsewhere(records) | _given(records)
    found = {
        cause: sum(moved.get(purse, 0) for purse in _PURSES)
        for cause, moved in written.items()
        if moved.keys() & _PURSES
    }
    doubtful = {f"payment:{one.id}" for one in records.checkouts if one.status == "mismatch"}
    for cause in sorted(expected.keys() - found.keys()):
        yield f"{cause} is not in the ledger"
    for cause in sorted(found.keys() - expected.keys() - doubtful):
        yield f"{cause} is in the ledger, and there is no record of it"
    for cause in sorted(expected.keys() & found.keys()):
        if expected[cause] != found[cause]:
            yield f"{cause} is {found[cause]} in the ledger and {expected[cause]} in its record"


def postings_of(invoice: Invoice, records: Records) -> Iterator[Posting | None]:
    """What an earlier release would have written of the invoice and its payments, had it kept a ledger."""
    yield issued(invoice, invoice.issued_at)
    for one in records.checkouts:
        if one.has_money:
            yield (paid_online if one.status == "paid" else paid_though_not_due)(
                invoice, one, one.settled_at or one.created_at
            )
    if invoice.status == "void":
        yield voided(invoice, invoice.total - invoice.paid, invoice.issued_at)


def _of_what_is_owed(invoice: Invoice, records: Records, written: Written) -> Iterator[str]:
    owed = sum(moved.get("receivable", 0) for moved in written.values())
    if owed != invoice.amount_due:
        yield f"the ledger says that {owed} is owed, the invoice {invoice.amount_due}"
    rewarded = sum(use.amount for use in records.credits if use.taken_back_at is None)
    if rewarded != invoice.rewarded:
        yield f"credits pay for {rewarded} of it, and the invoice says {invoice.rewarded}"
    given = sum(one.tip for one in records.checkouts if one.status == "paid")
    returned = sum(refund.tip for refund in records.refunds if refund.counts)
    tips = -sum(moved.get("tips", 0) for moved in written.values())
    if tips != given - returned:
        yield f"the ledger says that {tips} is tips, the payments {given - returned}"


def _at_stripe(records: Records) -> dict[str, int]:
    """What must have come to Stripe and gone from there, by cause."""
    moved = {f"payment:{one.id}": one.total for one in records.checkouts if one.has_money}
    for refund in records.refunds:
        if refund.stripe_refund_id is None or refund.checkout_id is None:
            continue
        moved[f"refund:{refund.stripe_refund_id}"] = -refund.amount
        if refund.status == "failed":
            moved[f"refund:{refund.stripe_refund_id}:failed"] = refund.amount
    for dispute in records.disputes:
        # Taken and given in turn, each time all of it.
        for move in range(1, dispute.moves + 1):
            moved[f"dispute:{dispute.id}:{move}"] = -dispute.amount if move % 2 else dispute.amount
    return moved


def _elsewhere(records: Records) -> dict[str, int]:
    """What must have come to the business itself and gone from there, by cause."""
    moved = {f"offline:{payment.id}": payment.amount for payment in records.offline}
    return moved | {f"refund:{one.id}": -one.amount for one in records.refunds if one.checkout_id is None}


def _given(records: Records) -> dict[str, int]:
    """What credits must have paid, by cause."""
    moved = {f"credit:{use.id}": use.amount for use in records.credits}
    return moved | {f"credit:{use.id}:taken_back": -use.amount for use in records.credits if use.taken_back_at}
