"""The money is there: counted where it was paid by the portal."""

from services.portal.usecases.count_fact import count_fact
from shared.database.session import Session
from shared.events.billing import PaymentSucceeded


def handle(session: Session, event: PaymentSucceeded) -> None:
    count_fact(
        session,
        event=event,
        kind="payment_succeeded",
        subject_id=event.payment_id,
        currency=event.currency,
        amount=event.amount,
    )
