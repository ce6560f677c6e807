from services.billing.usecases.follow_revocation import follow_revocation
from shared.database.session import Session
from shared.events.quotes import EstimateLinksRevoked


def handle(session: Session, event: EstimateLinksRevoked) -> None:
    follow_revocation(
        session, workspace_id=event.workspace_id, revoked_at=event.revoked_at, estimate_id=event.estimate_id
    )
