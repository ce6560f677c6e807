"""A customer is about to pay: kept, for the channel that the payment will count for."""

from services.portal.usecases.count_fact import count_fact
from shared.database.session import Session
from shared.events.billing import PaymentStarted


def handle(session: Session, event: PaymentStarted) -> None:
    count_fact(session, event=event, kind="payment_started", subject_id=event.payment_id)
