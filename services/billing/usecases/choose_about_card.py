"""A customer agrees to be charged by themselves, takes that back, or has the card removed."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.errors import NoSavedCard
from services.billing.domain.saved_card import Asker, Choice, SavedCard
from services.billing.queries.saved_cards import lock_card
from services.billing.usecases.write_consent import write_consent
from shared.database.session import Session
from shared.messaging.outbox import enqueue


def choose_about_card(
    session: Session, *, workspace_id: UUID, customer_id: UUID, choice: Choice, asker: Asker, now: datetime
) -> SavedCard:
    """Written down with the words that were agreed to; chosen again, it is as it was. Raises `NoSavedCard`."""
    card = lock_card(session, workspace_id, customer_id)
    if card is None or card.method is None:
        raise NoSavedCard("There is no saved card here.")
    if (choice == "autopay_on") == (card.autopay_since is not None) and choice != "remove":
        return card
    whose = {"workspace_id": workspace_id, "customer_id": customer_id}
    write_consent(session, **whose, choice=choice, asker=asker, now=now)
    if choice == "remove":
        account, whose_card = card.stripe_account_id, str(workspace_id)
        enqueue(session, "billing.forget_card", workspace_id=whose_card, account=account, method=card.method)
        card.remove()
    else:
        card.autopay_since = now if choice == "autopay_on" else None
    return card
