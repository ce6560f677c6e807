from services.billing.usecases.withdraw_deposit import withdraw_deposit
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.quotes import EstimateVoided


def handle(session: Session, event: EstimateVoided) -> None:
    withdraw_deposit(
        session,
        workspace_id=event.workspace_id,
        estimate_id=event.estimate_id,
        reason=event.reason,
        now=utc_now(),
    )
