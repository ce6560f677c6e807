from services.billing.usecases.keep_agreement import keep_agreement
from services.billing.usecases.request_deposit import request_deposit
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.quotes import EstimateAccepted


def handle(session: Session, event: EstimateAccepted) -> None:
    """What was agreed is kept for the invoice of the work; a deposit leads straight to an invoice for it, due at once."""
    keep_agreement(session, told=event)
    if event.deposit_due > 0:
        request_deposit(session, told=event, now=utc_now())
