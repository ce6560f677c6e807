"""A customer has signed: counted, with what it is worth."""

from services.portal.usecases.count_fact import count_fact
from shared.database.session import Session
from shared.events.quotes import EstimateAccepted


def handle(session: Session, event: EstimateAccepted) -> None:
    count_fact(
        session,
        event=event,
        kind="proposal_accepted",
        subject_id=event.estimate_id,
        at=event.accepted_at,
        currency=event.currency,
        amount=event.total,
    )
