"""Do not grant a reward that was earned."""

from uuid import UUID

from services.referrals.domain.reward import Reward
from services.referrals.queries.rewards import lock_reward
from shared.clock import utc_now
from shared.database.session import Session


def decline_reward(session: Session, *, workspace_id: UUID, reward_id: UUID) -> Reward:
    """It comes to nothing; raises `RewardNotFound` or `RewardNotInState`."""
    reward = lock_reward(session, workspace_id, reward_id)
    reward.decline(utc_now())
    return reward
