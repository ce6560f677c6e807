"""Write down what a customer has agreed to about their card, or taken back."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.saved_card import Asker, CardConsent, Choice
from services.billing.queries.saved_cards import last_consent
from services.billing.queries.workspaces import workspace_of
from shared.database.session import Session


def write_consent(
    session: Session, *, workspace_id: UUID, customer_id: UUID, choice: Choice, asker: Asker, now: datetime
) -> None:
    """With the words that were shown, and chained to what was written before."""
    workspace = workspace_of(session, workspace_id)
    business = (workspace.company_name if workspace else None) or "the business"
    previous, whose = last_consent(session, workspace_id, customer_id), (workspace_id, customer_id)
    session.add(CardConsent.after(previous, whose, choice=choice, business=business, asker=asker, now=now))
    session.flush()
