"""An estimate is on its way: from the first time on, the time to its acceptance is counted."""

from services.portal.usecases.count_fact import count_fact
from shared.database.session import Session
from shared.events.quotes import EstimateSent


def handle(session: Session, event: EstimateSent) -> None:
    count_fact(session, event=event, kind="proposal_sent", subject_id=event.estimate_id)
