"""Take the rewards of a referral back."""

from uuid import UUID

from services.referrals.queries.rewards import lock_rewards_of
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.referrals import RewardReversed
from shared.messaging.outbox import publish


def reverse_rewards(session: Session, *, workspace_id: UUID, referral_id: UUID, reason: str) -> None:
    """Both sides lose what they have earned; what was credited is to be taken back by billing."""
    for reward in lock_rewards_of(session, workspace_id, referral_id):
        redeemed = reward.status == "redeemed"
        if reward.reverse(utc_now()):
            publish(
                session,
                RewardReversed(
                    workspace_id=workspace_id,
                    reward_id=reward.id,
                    referral_id=referral_id,
                    side=reward.side,
                    customer_id=reward.customer_id,
                    currency=reward.currency,
                    amount=reward.amount,
                    redeemed=redeemed,
                    reason=reason,
                ),
            )
