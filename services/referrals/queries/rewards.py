"""Programmes and rewards."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.referrals.domain.errors import ProgrammeNotFound, RewardNotFound
from services.referrals.domain.reward import Programme, Reward
from shared.database.session import Session


def programme_now(session: Session, workspace_id: UUID) -> Programme | None:
    """The one that holds, if one does."""
    mine = Programme.workspace_id == workspace_id, Programme.ended_at.is_(None)
    return session.scalar(select(Programme).where(*mine).order_by(Programme.id.desc()).limit(1))


def programmes_of(session: Session, workspace_id: UUID) -> Sequence[Programme]:
    """All there ever were, the newest first."""
    return session.scalars(
        select(Programme).where(Programme.workspace_id == workspace_id).order_by(Programme.id.desc()).limit(100)
    ).all()


def programme_of(session: Session, workspace_id: UUID, programme_id: UUID) -> Programme:
    """The programme; raises `ProgrammeNotFound`."""
    mine = select(Programme).where(Programme.workspace_id == workspace_id, Programme.id == programme_id)
    programme = session.scalar(mine.with_for_update())
    if programme is None:
        raise ProgrammeNotFound("There is no such programme.")
    return programme


def lock_reward(session: Session, workspace_id: UUID, reward_id: UUID) -> Reward:
    """The reward, for this transaction alone; raises `RewardNotFound`."""
    mine = select(Reward).where(Reward.workspace_id == workspace_id, Reward.id == reward_id)
    reward = session.scalar(mine.with_for_update())
    if reward is None:
        raise RewardNotFound("There is no such reward.")
    return reward


def rewards_of(session: Session, workspace_id: UUID, referral_id: UUID) -> Sequence[Reward]:
    """What the sides of a referral have earned, whatever became of it."""
    mine = Reward.workspace_id == workspace_id, Reward.referral_id == referral_id
    return session.scalars(select(Reward).where(*mine).order_by(Reward.id)).all()


def lock_rewards_of(session: Session, workspace_id: UUID, referral_id: UUID) -> Sequence[Reward]:
    """The same, for this transaction alone."""
    mine = Reward.workspace_id == workspace_id, Reward.referral_id == referral_id
    return session.scalars(select(Reward).where(*mine).order_by(Reward.id).with_for_update()).all()


def list_rewards(
    session: Session, workspace_id: UUID, *, status: str | None, before: UUID | None, limit: int
) -> Sequence[Reward]:
    """Newest first; of one status, where it is given; older than `before`, where it is given."""
    query = select(Reward).where(Reward.workspace_id == workspace_id)
    if status is not None:
        query = query.where(Reward.status == status)
    if before is not None:
        query = query.where(Reward.id < before)
    return session.scalars(query.order_by(Reward.id.desc()).limit(limit)).all()
