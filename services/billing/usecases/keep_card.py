"""Keep what a customer's saved card is known by."""

from datetime import datetime

from services.billing.domain.checkout import Checkout
from services.billing.domain.invoice import Invoice
from services.billing.domain.saved_card import SavedCard
from services.billing.domain.stripe_facts import SavedMethod
from services.billing.queries.saved_cards import lock_card
from shared.database.session import Session


def keep_card(session: Session, *, invoice: Invoice, checkout: Checkout, saved: SavedMethod, now: datetime) -> None:
    """The card the customer has just paid with, and has agreed to be kept, in place of any before."""
    card = lock_card(session, invoice.workspace_id, invoice.customer_id)
    if card is None:
        card = SavedCard(
            workspace_id=invoice.workspace_id,
            customer_id=invoice.customer_id,
            stripe_account_id=checkout.stripe_account_id,
            stripe_customer=saved.customer,
            brand=saved.brand,
            last4=saved.last4,
            saved_at=now,
        )
        session.add(card)
    card.keep(checkout.stripe_account_id, saved, now)
