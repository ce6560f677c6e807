"""Redeem a reward, as a credit on the customer's account."""

from uuid import UUID

from services.referrals.domain.reward import Reward
from services.referrals.queries.rewards import lock_reward
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.referrals import RewardRedeemed
from shared.messaging.outbox import publish


def redeem_reward(session: Session, *, workspace_id: UUID, reward_id: UUID, invoice_id: UUID | None) -> Reward:
    """Has billing credit it, on `invoice_id` where one is named; raises `RewardNotFound` or `RewardNotInState`."""
    reward = lock_reward(session, workspace_id, reward_id)
    reward.redeem(invoice_id, utc_now())
    publish(
        session,
        RewardRedeemed(
            workspace_id=workspace_id,
            reward_id=reward.id,
            referral_id=reward.referral_id,
            side=reward.side,
            customer_id=reward.customer_id,
            currency=reward.currency,
            amount=reward.amount,
            invoice_id=invoice_id,
        ),
    )
    return reward
