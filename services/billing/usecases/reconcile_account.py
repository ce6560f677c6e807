"""Compare what Stripe lists with what the books have."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from services.billing.domain.checkout import Checkout
from services.billing.domain.discrepancy import Kind
from services.billing.domain.dispute import Dispute
from services.billing.domain.refund import Refund
from services.billing.domain.stripe_amount import minor_amount
from services.billing.domain.stripe_facts import AccountLists, ChargeState, DisputeState
from services.billing.queries.checkouts import checkout_of_intent, checkouts_in_doubt
from services.billing.queries.discrepancies import park
from services.billing.queries.reversals import disputes_of, refunds_of
from services.billing.queries.stripe_accounts import lock_account
from shared.database.session import Session
from shared.events.billing import DiscrepancyFound
from shared.messaging.outbox import enqueue, publish

log = structlog.get_logger()

PATIENCE = timedelta(hours=1)
"""How long what Stripe has may take to be taken in before a person is asked to look."""


@dataclass
class _Comparison:
    session: Session
    workspace_id: UUID
    account: str
    now: datetime
    asked: set[tuple[str, UUID]] = field(default_factory=set)

    def ask(self, task: str, checkout: Checkout) -> None:
        """Has the payment looked at again: what is missing is taken in as if its webhook had come."""
        if (task, checkout.id) not in self.asked:
            self.asked.add((task, checkout.id))
            whose = str(self.workspace_id)
            enqueue(self.session, task, workspace_id=whose, checkout_id=str(checkout.id))

    def park(self, charge: ChargeState, kind: Kind, checkout: Checkout | None) -> None:
        currency = charge.currency.upper()
        amount = minor_amount(charge.amount, currency)
        self.write_down(charge.payment_intent, kind, amount, currency, checkout.invoice_id if checkout else None)

    def write_down(self, subject: str, kind: Kind, amount: int, currency: str, invoice_id: UUID | None) -> None:
        """Keeps the finding; the office and the operator are told of it, once."""
        found = park(
            self.session,
            self.workspace_id,
            subject=subject,
            kind=kind,
            amount=amount,
            currency=currency,
            invoice_id=invoice_id,
            now=self.now,
        )
        if found is None:
            return
        log.error("books_and_stripe_disagree", kind=kind, subject=subject, account=self.account)
        event = DiscrepancyFound(
            workspace_id=self.workspace_id,
            discrepancy_id=found,
            kind=kind,
            reference=subject,
            currency=currency,
            amount=amount,
            invoice_id=invoice_id,
        )
        publish(self.session, event)

    def payment(self, intent: str, reference: str | None = None) -> Checkout | None:
        found = checkout_of_intent(self.session, self.account, intent, reference)
        return found if found is not None and found.workspace_id == self.workspace_id else None


def reconcile_account(
    session: Session, *, workspace_id: UUID, account: str, lists: AccountLists, now: datetime
) -> None:
    """What is missing is asked for; what does not fit is parked, and never guessed away.

    Charges that no payment of ours was opened for are the business's own affair.
    """
    comparison = _Comparison(session, workspace_id, account, now)
    for charge in lists.charges:
        _compare_charge(comparison, charge)
    for intent, refund in lists.refunds:
        checkout = comparison.payment(intent)
        if checkout is not None and not _knows_refund(comparison, checkout, refund.id, refund.status):
            comparison.ask("billing.sync_reversals", checkout)
    for intent, dispute in lists.disputes:
        checkout = comparison.payment(intent)
        if checkout is not None and not _knows_dispute(comparison, checkout, dispute):
            comparison.ask("billing.sync_reversals", checkout)
    _park_doubts(comparison)
    found = lock_account(session, workspace_id)
    if found is not None and found.stripe_account_id == account:
        found.reconciled_at = now


def _compare_charge(comparison: _Comparison, charge: ChargeState) -> None:
    checkout = comparison.payment(charge.payment_intent, charge.reference)
    if checkout is None:
        if charge.workspace == str(comparison.workspace_id):
            comparison.park(charge, "unknown_payment", None)
        return
    if checkout.status == "mismatch":
        return
    if not checkout.has_money:
        comparison.ask("billing.sync_checkout", checkout)
        if charge.created < comparison.now - PATIENCE:
            comparison.park(charge, "not_taken_in", checkout)
        return
    if minor_amount(charge.amount, checkout.currency) != checkout.total:
        comparison.park(charge, "amount_differs", checkout)


def _knows_refund(comparison: _Comparison, checkout: Checkout, refund_id: str, status: str) -> bool:
    known: list[Refund] = list(refunds_of(comparison.session, comparison.workspace_id, checkout.invoice_id))
    return any(one.stripe_refund_id == refund_id and one.is_as(status) for one in known)


def _knows_dispute(comparison: _Comparison, checkout: Checkout, seen: DisputeState) -> bool:
    known: list[Dispute] = list(disputes_of(comparison.session, comparison.workspace_id, checkout.invoice_id))
    return any(one.stripe_dispute_id == seen.id and one.is_as(seen) for one in known)


def _park_doubts(comparison: _Comparison) -> None:
    for checkout in checkouts_in_doubt(comparison.session, comparison.workspace_id):
        subject = checkout.payment_intent or checkout.session_id or str(checkout.id)
        comparison.write_down(subject, "in_doubt", checkout.total, checkout.currency, checkout.invoice_id)
