"""Write down what a customer has agreed to about their card, or taken back."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.saved_card import Asker, CardConsent, Choice
from services.billing.queries.saved_cards import last_consent
from services.billing.queries.spoken import spoken_to
from shared.database.session import Session


def write_consent(
    session: Session, *, workspace_id: UUID, customer_id: UUID, choice: Choice, asker: Asker, now: datetime
) -> None:
    """With the words that were shown, and chained to what was written before."""
    business, language = spoken_to(session, workspace_id, customer_id)
    previous, whose = last_consent(session, workspace_id, customer_id), (workspace_id, customer_id)
    session.add(
        CardConsent.after(previous, whose, choice=choice, business=business, language=language, asker=asker, now=now)
    )
    session.flush()
