"""A customer has signed: one more of their estimates that were accepted, and perhaps a referral that was won."""

from services.referrals.domain.contact import contact
from services.referrals.usecases.convert_referral import Signed, convert_referral
from services.referrals.usecases.count_acceptance import count_acceptance
from services.referrals.usecases.earn_rewards import earn_rewards
from shared.database.session import Session
from shared.events.quotes import EstimateAccepted
from shared.money import Money


def handle(session: Session, event: EstimateAccepted) -> None:
    count_acceptance(
        session,
        workspace_id=event.workspace_id,
        estimate_id=event.estimate_id,
        customer_id=event.customer_id,
        at=event.accepted_at,
    )
    signed = Signed(
        estimate_id=event.estimate_id,
        customer_id=event.customer_id,
        contact=contact(event.customer_email, event.customer_phone),
        total=Money(event.total, event.currency),
        at=event.accepted_at,
    )
    convert_referral(session, workspace_id=event.workspace_id, signed=signed)
    # What the customer has paid may have been told first.
    earn_rewards(session, workspace_id=event.workspace_id, customer_id=event.customer_id)
