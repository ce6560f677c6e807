"""Give a customer a referral code."""

from collections.abc import Callable
from uuid import UUID

from services.referrals.domain.referral_code import ReferralCode, draw_code
from services.referrals.queries.customers import lock_customer
from services.referrals.queries.referral_codes import code_of, is_taken
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.referrals import ReferralCodeCreated
from shared.messaging.outbox import publish


def create_referral_code(
    session: Session, *, workspace_id: UUID, customer_id: UUID, draw: Callable[[], str] = draw_code
) -> ReferralCode:
    """The customer's code, made now unless there is one; raises `CustomerNotFound`."""
    lock_customer(session, workspace_id, customer_id)
    existing = code_of(session, workspace_id, customer_id)
    if existing is not None:
        return existing
    code = draw()
    while is_taken(session, code):
        code = draw()
    made = ReferralCode(code=code, workspace_id=workspace_id, customer_id=customer_id, created_at=utc_now())
    session.add(made)
    publish(session, ReferralCodeCreated(workspace_id=workspace_id, customer_id=customer_id, code=code))
    return made
