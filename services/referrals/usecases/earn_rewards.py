"""Earn the rewards of a referral, once its friend has paid for the first time."""

from datetime import datetime
from uuid import UUID

from services.referrals.domain.referral import Referral
from services.referrals.domain.reward import SIDES, Programme, Reward
from services.referrals.queries.customers import find_customer, has_paid
from services.referrals.queries.referrals import lock_won
from services.referrals.queries.rewards import programme_now, rewards_of
from services.referrals.usecases.tell_approved import tell_approved
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.referrals import RewardEarned
from shared.ids import new_id
from shared.messaging.outbox import publish
from shared.money import Money


def earn_rewards(session: Session, *, workspace_id: UUID, customer_id: UUID) -> None:
    """Gives each side what the programme of today promises, once; nothing where there is none, or nothing was paid yet."""
    referral = lock_won(session, workspace_id, customer_id)
    if referral is None or not has_paid(session, workspace_id, customer_id):
        return
    programme = programme_now(session, workspace_id)
    if programme is None or rewards_of(session, workspace_id, referral.id):
        return
    for side in SIDES:
        _earn(session, programme, referral, side, utc_now())


def _earn(session: Session, programme: Programme, referral: Referral, side: str, now: datetime) -> None:
    total = Money(referral.total or 0, referral.currency or programme.currency)
    worth = programme.rule(side).of(total, programme.currency)
    owner = referral.referrer_id if side == "referrer" else referral.friend_id
    if worth.minor <= 0 or owner is None:
        return
    reward = Reward(
        id=new_id(),
        workspace_id=referral.workspace_id,
        referral_id=referral.id,
        side=side,
        customer_id=owner,
        currency=worth.currency,
        amount=worth.minor,
        earned_at=now,
    )
    session.add(reward)
    customer = find_customer(session, referral.workspace_id, owner)
    publish(
        session,
        RewardEarned(
            workspace_id=reward.workspace_id,
            reward_id=reward.id,
            referral_id=reward.referral_id,
            side=side,
            customer_id=owner,
            customer_name=customer.name if customer else "",
            currency=reward.currency,
            amount=reward.amount,
        ),
    )
    if programme.approves_itself:
        reward.approve(now)
        tell_approved(session, reward=reward)
