from services.referrals.usecases.follow_revocation import follow_revocation
from shared.database.session import Session
from shared.events.quotes import CustomerLinksRevoked


def handle(session: Session, event: CustomerLinksRevoked) -> None:
    follow_revocation(
        session, workspace_id=event.workspace_id, revoked_at=event.revoked_at, customer_id=event.customer_id
    )
