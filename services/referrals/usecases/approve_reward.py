"""Grant a reward that was earned."""

from uuid import UUID

from services.referrals.domain.reward import Reward
from services.referrals.queries.rewards import lock_reward
from services.referrals.usecases.tell_approved import tell_approved
from shared.clock import utc_now
from shared.database.session import Session


def approve_reward(session: Session, *, workspace_id: UUID, reward_id: UUID) -> Reward:
    """It can be redeemed from now on; raises `RewardNotFound` or `RewardNotInState`."""
    reward = lock_reward(session, workspace_id, reward_id)
    reward.approve(utc_now())
    tell_approved(session, reward=reward)
    return reward
