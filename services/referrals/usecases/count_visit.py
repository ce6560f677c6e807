"""Count a visit by a shared link."""

from services.referrals.domain.referral_code import ReferralCode
from services.referrals.queries.referrals import add_visit
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.referrals import ReferralVisited
from shared.messaging.outbox import publish


def count_visit(session: Session, *, code: ReferralCode, visitor: str) -> None:
    """Counts it, once a day for each visitor."""
    now = utc_now()
    if not add_visit(session, code.workspace_id, code=code.code, visitor=visitor, at=now):
        return
    publish(
        session,
        ReferralVisited(workspace_id=code.workspace_id, code=code.code, customer_id=code.customer_id, visited_at=now),
    )
