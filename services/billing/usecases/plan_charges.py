"""Have invoices that are due charged to the cards whose holders have agreed to it."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.checkout import Checkout, Terms
from services.billing.domain.invoice import Invoice
from services.billing.domain.saved_card import SavedCard
from services.billing.domain.stripe_account import readiness
from services.billing.queries.checkouts import is_in_doubt, last_attempt, live_checkout
from services.billing.queries.invoices import lock_invoice
from services.billing.queries.saved_cards import card_of, invoices_to_charge
from services.billing.queries.stripe_accounts import account_of
from services.billing.queries.workspaces import workspace_of
from shared.database.session import Session
from shared.messaging.outbox import enqueue

BATCH = 100


def plan_charges(session: Session, *, now: datetime, after: UUID | None) -> UUID | None:
    """Goes through a batch of invoices after the one named; the last of them, or None where there are no more.

    By day, where the business is, on the day an invoice is due. An invoice whose payment page somebody has open, or one
    whose payment is in doubt, waits; so each has one payment at a time, whoever begins it.
    """
    batch = invoices_to_charge(session, now.date(), after, BATCH)
    for invoice in batch:
        checkout = _charge(session, lock_invoice(session, invoice.workspace_id, invoice.id), now)
        if checkout is not None:
            whose, which = str(invoice.workspace_id), str(checkout.id)
            enqueue(session, "billing.charge_card", workspace_id=whose, checkout_id=which)
    return batch[-1].id if len(batch) == BATCH else None


def _charge(session: Session, invoice: Invoice, now: datetime) -> Checkout | None:
    """The payment to be made by the card, or None where none is."""
    whose, card = invoice.workspace_id, _agreed_card(session, invoice, now)
    if card is None or invoice.obstacle is not None:
        return None
    live = live_checkout(session, whose, invoice.id)
    if live is not None:
        return live if live.card is not None and live.lease_until < now else None
    if is_in_doubt(session, whose, invoice.id):
        return None
    terms = Terms(invoice.amount_due, card.stripe_account_id, "", card=card.method, customer=card.stripe_customer)
    attempt = last_attempt(session, whose, invoice.id) + 1
    checkout = Checkout.reserve(invoice, terms, attempt=attempt, now=now)
    session.add(checkout)
    return checkout


def _agreed_card(session: Session, invoice: Invoice, now: datetime) -> SavedCard | None:
    """The card that the invoice may be charged to today, where the business is."""
    whose = invoice.workspace_id
    workspace, account = workspace_of(session, whose), account_of(session, whose)
    card = card_of(session, whose, invoice.customer_id)
    if workspace is None or not workspace.is_day(now) or invoice.due_on > workspace.day_of(now):
        return None
    if account is None or readiness(account) != "connected" or card is None:
        return None
    # What was due before they agreed is not what they agreed to.
    if card.autopay_since is None or invoice.due_on < workspace.day_of(card.autopay_since):
        return None
    return card if card.may_be_charged(account.stripe_account_id) else None
