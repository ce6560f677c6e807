"""Find out what somebody who wants to pay now has to do."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.billing.domain.checkout import Checkout, Step, Terms
from services.billing.domain.errors import NotPayable, PaymentsNotConnected
from services.billing.domain.stripe_account import readiness
from services.billing.queries.checkouts import is_in_doubt, last_attempt, live_checkout
from services.billing.queries.invoices import lock_invoice
from services.billing.queries.payment_terms import terms_of
from services.billing.queries.saved_cards import card_of
from services.billing.queries.stripe_accounts import account_of
from shared.database.session import Session
from shared.words import say


@dataclass(frozen=True, slots=True)
class Reservation:
    """`redirect` to the payment's page; `wait` for the one who opens it; `open` it; or `expire` it and ask again."""

    step: Step
    checkout: Checkout
    is_new: bool = False


def reserve_checkout(
    session: Session,
    *,
    workspace_id: UUID,
    invoice_id: UUID,
    return_url: str,
    part: int | None = None,
    tip: int = 0,
    save_card: bool = False,
    now: datetime,
) -> Reservation:
    """One payment at a time: a new one only when none is live, whoever asks and however many at once.

    What is to be asked of Stripe, idempotency key included, is on the disk before anybody asks it.
    All that is due, or `part` of it, with a `tip`, where the workspace offers that.
    Raises `AlreadyPaid`, `NotPayable`, `PaymentsNotConnected` or `InvalidPayment`.
    """
    invoice = lock_invoice(session, workspace_id, invoice_id)
    invoice.check_payable()
    if is_in_doubt(session, workspace_id, invoice_id):
        raise NotPayable(
            say(
                "A payment of {number} is being looked into. Ask the business before paying again.",
                number=invoice.number,
            )
        )
    account = account_of(session, workspace_id)
    if account is None or readiness(account) != "connected":
        raise PaymentsNotConnected(say("This business does not take payments online yet. Ask it how to pay."))
    checkout = live_checkout(session, workspace_id, invoice_id)
    offered = terms_of(session, workspace_id)
    terms = Terms(offered.amount(invoice, part), account.stripe_account_id, return_url, offered.tip(invoice, tip))
    card = card_of(session, workspace_id, invoice.customer_id) if save_card else None
    # Stripe's record of them is on the account it was made on, and used again there alone.
    known = card.stripe_customer if card and card.stripe_account_id == account.stripe_account_id else None
    terms = replace(terms, save_card=save_card, customer=known)
    if checkout is None:
        attempt = last_attempt(session, workspace_id, invoice_id) + 1
        checkout = Checkout.reserve(invoice, terms, attempt=attempt, now=now)
        session.add(checkout)
        return Reservation("open", checkout, is_new=True)
    step = checkout.next_step(terms, now)
    if step == "open":
        checkout.take_over(now)
    return Reservation(step, checkout)
