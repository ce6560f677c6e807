"""Tell that a reward was granted."""

from services.referrals.domain.reward import Reward
from services.referrals.queries.customers import find_customer
from shared.database.session import Session
from shared.events.referrals import RewardApproved
from shared.messaging.outbox import publish


def tell_approved(session: Session, *, reward: Reward) -> None:
    """Publishes it, with where its owner is reached."""
    customer = find_customer(session, reward.workspace_id, reward.customer_id)
    publish(
        session,
        RewardApproved(
            workspace_id=reward.workspace_id,
            reward_id=reward.id,
            referral_id=reward.referral_id,
            side=reward.side,
            customer_id=reward.customer_id,
            currency=reward.currency,
            amount=reward.amount,
            customer_name=customer.name if customer else "",
            customer_email=customer.email if customer else None,
            customer_phone=customer.phone if customer else None,
        ),
    )
