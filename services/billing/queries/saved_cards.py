"""Customers' saved cards, and invoices that are to be charged to them."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, select

from services.billing.domain.checkout import Checkout
from services.billing.domain.invoice import Invoice
from services.billing.domain.saved_card import CardConsent, SavedCard
from shared.database.session import Session

LATE = timedelta(days=7)
"""What could not be charged for so long, a person is to be asked for."""


def card_of(session: Session, workspace_id: UUID, customer_id: UUID) -> SavedCard | None:
    """The customer's card, also one that was removed."""
    return session.get(SavedCard, (workspace_id, customer_id))


def lock_card(session: Session, workspace_id: UUID, customer_id: UUID) -> SavedCard | None:
    """The customer's card, held until the transaction ends."""
    mine = SavedCard.workspace_id == workspace_id, SavedCard.customer_id == customer_id
    locked = select(SavedCard).where(*mine).with_for_update().execution_options(populate_existing=True)
    return session.scalars(locked).one_or_none()


def last_consent(session: Session, workspace_id: UUID, customer_id: UUID) -> CardConsent | None:
    """The end of the customer's chain."""
    mine = CardConsent.workspace_id == workspace_id, CardConsent.customer_id == customer_id
    return session.scalars(select(CardConsent).where(*mine).order_by(CardConsent.id.desc()).limit(1)).one_or_none()


def consents_of(session: Session, workspace_id: UUID, customer_id: UUID) -> Sequence[CardConsent]:
    """The customer's whole chain, newest first."""
    mine = CardConsent.workspace_id == workspace_id, CardConsent.customer_id == customer_id
    return session.scalars(select(CardConsent).where(*mine).order_by(CardConsent.id.desc())).all()


def invoices_to_charge(session: Session, today: date, after: UUID | None, limit: int) -> Sequence[Invoice]:
    """Those, of all workspaces, that are due around now and whose customer has agreed to be charged, by their ids.

    `today` may be another day where the business is: a day more is looked at. One that was charged in vain is not again.
    """
    asks = Invoice.status == "outstanding", Invoice.total > Invoice.paid, Invoice.disputed == 0
    due = Invoice.due_on.between(today - LATE, today + timedelta(days=1))
    agreed = exists().where(
        SavedCard.workspace_id == Invoice.workspace_id,
        SavedCard.customer_id == Invoice.customer_id,
        SavedCard.method.is_not(None),
        SavedCard.autopay_since.is_not(None),
    )
    tried = exists().where(
        Checkout.invoice_id == Invoice.id,
        Checkout.card.is_not(None),
        Checkout.status.not_in(["creating", "open", "expired"]),
    )
    query = select(Invoice).where(*asks, due, agreed, ~tried).order_by(Invoice.id).limit(limit)
    if after is not None:
        query = query.where(Invoice.id > after)
    return session.scalars(query).all()
