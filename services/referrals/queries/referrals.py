"""Visits by shared links, and the leads that came of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from services.referrals.domain.contact import Contact
from services.referrals.domain.referral import REQUESTED, WON, Referral, ReferralVisit
from services.referrals.domain.referral_code import ReferralCode
from services.referrals.domain.reward import Reward
from shared.database.session import Session
from shared.database.upsert import insert_into
from shared.money import Money


@dataclass(frozen=True, slots=True)
class Totals:
    """What has come of the links that somebody shared."""

    visits: int
    requests: int
    won: int
    rewards: list[Money]


def add_visit(session: Session, workspace_id: UUID, *, code: str, visitor: str, at: datetime) -> bool:
    """Whether it is the first one of this visitor on that day."""
    row = {"workspace_id": workspace_id, "code": code, "visitor": visitor, "day": at.date(), "at": at}
    insert = insert_into(session, ReferralVisit).values(row).on_conflict_do_nothing()
    return session.execute(insert.returning(ReferralVisit.code)).first() is not None


def referral_of_lead(session: Session, workspace_id: UUID, lead_id: UUID) -> Referral | None:
    return session.scalar(select(Referral).where(Referral.workspace_id == workspace_id, Referral.lead_id == lead_id))


def is_referred(session: Session, workspace_id: UUID, friend: Contact) -> bool:
    """Whether somebody has been credited with this friend before."""
    mine = Referral.workspace_id == workspace_id, Referral.reason.is_(None), _same(friend)
    return session.scalar(select(Referral.id).where(*mine).limit(1)) is not None


def lock_waiting(session: Session, workspace_id: UUID, friend: Contact) -> Referral | None:
    """The credited referral by which this friend came and has not signed yet, for this transaction alone."""
    mine = Referral.workspace_id == workspace_id, Referral.reason.is_(None), Referral.status == REQUESTED
    query = select(Referral).where(*mine, _same(friend)).order_by(Referral.id).limit(1)
    return session.scalar(query.with_for_update())


def lock_won(session: Session, workspace_id: UUID, friend_id: UUID) -> Referral | None:
    """The referral that this customer came by, for this transaction alone."""
    mine = Referral.workspace_id == workspace_id, Referral.status == WON, Referral.friend_id == friend_id
    return session.scalar(select(Referral).where(*mine).order_by(Referral.id).limit(1).with_for_update())


def totals_of(session: Session, workspace_id: UUID, customer_id: UUID) -> Totals:
    """What has come of the links that this customer shared; rewards that were declined or taken back do not count."""
    mine = Referral.workspace_id == workspace_id, Referral.referrer_id == customer_id, Referral.reason.is_(None)
    code = select(ReferralCode.code).where(
        ReferralCode.workspace_id == workspace_id, ReferralCode.customer_id == customer_id
    )
    visits = select(func.count()).where(ReferralVisit.workspace_id == workspace_id, ReferralVisit.code.in_(code))
    won = select(func.count()).where(*mine, Referral.status == WON)
    return Totals(
        visits=session.scalar(visits) or 0,
        requests=session.scalar(select(func.count()).where(*mine)) or 0,
        won=session.scalar(won) or 0,
        rewards=_rewards_of(session, workspace_id, customer_id),
    )


def _rewards_of(session: Session, workspace_id: UUID, customer_id: UUID) -> list[Money]:
    mine = (
        Reward.workspace_id == workspace_id,
        Reward.customer_id == customer_id,
        Reward.side == "referrer",
        Reward.status.in_(("earned", "approved", "redeemed")),
    )
    query = select(Reward.currency, func.sum(Reward.amount)).where(*mine).group_by(Reward.currency)
    return [Money(int(amount), currency) for currency, amount in session.execute(query.order_by(Reward.currency))]


def top_referrers(session: Session, workspace_id: UUID, *, limit: int) -> list[tuple[UUID, int, int]]:
    """Who has brought the most jobs, then the most requests: each with these two figures."""
    mine = Referral.workspace_id == workspace_id, Referral.reason.is_(None)
    won, requests = func.count(Referral.won_at), func.count()
    query = select(Referral.referrer_id, won, requests).where(*mine).group_by(Referral.referrer_id)
    found = session.execute(query.order_by(won.desc(), requests.desc(), Referral.referrer_id).limit(limit))
    return [(referrer, int(jobs), int(asked)) for referrer, jobs, asked in found]


def _same(friend: Contact) -> ColumnElement[bool]:
    by_email = Referral.friend_email_key == friend.email if friend.email else None
    by_phone = Referral.friend_phone == friend.phone if friend.phone else None
    known = [one for one in (by_email, by_phone) if one is not None]
    return or_(*known) if known else Referral.id.is_(None)
