"""Top referrers, what referrals are worth, programmes, and rewards on their way from earned to redeemed."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from services.referrals.api.amounts import Amount, amounts
from services.referrals.api.referrals import read_cursor
from services.referrals.domain.reward import Programme, Reward, Rule
from services.referrals.queries.customers import names_of, value_by_origin
from services.referrals.queries.referrals import top_referrers, totals_of
from services.referrals.queries.rewards import list_rewards, programmes_of
from services.referrals.usecases.approve_reward import approve_reward
from services.referrals.usecases.decline_reward import decline_reward
from services.referrals.usecases.end_programme import end_programme
from services.referrals.usecases.redeem_reward import redeem_reward
from services.referrals.usecases.start_programme import start_programme
from shared.database.session import Session
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute, tags=["referrals"])


class TopReferrer(BaseModel):
    """One who has brought others, and what has come of it."""

    customer_id: UUID
    name: str
    visits: int
    requests: int
    won: int
    rewards: list[Amount]


class Worth(BaseModel):
    """What customers of one origin have paid: how many of them, and how much, an amount per currency."""

    customers: int
    lifetime_value: list[Amount]


class TopReferrers(BaseModel):
    """Who has brought the most jobs, and whether referred customers are worth more than others."""

    items: list[TopReferrer]
    referred: Worth
    others: Worth


class Share(BaseModel):
    """What one side gets: nothing, a fixed amount in minor units, or a percentage of what the friend accepts."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["none", "fixed", "percent"]
    value: str = Field(default="0", max_length=20)


class NewProgramme(BaseModel):
    """What recommending brings from now on; it takes the place of the programme before."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=400)
    referrer: Share
    friend: Share = Share(kind="none")
    approves_itself: bool = False


class ProgrammeView(BaseModel):
    """One programme. Amounts are in its `currency`."""

    programme_id: UUID
    name: str
    currency: str
    referrer: Share
    friend: Share
    approves_itself: bool
    created_at: datetime
    ended_at: datetime | None


class ProgrammeList(BaseModel):
    """Newest first; the first that has not ended is the one that holds."""

    items: list[ProgrammeView]


class RewardView(BaseModel):
    """One reward, and where it stands: earned, approved, redeemed, declined or reversed."""

    reward_id: UUID
    referral_id: UUID
    side: str
    customer_id: UUID
    customer_name: str
    amount: Amount
    status: str
    earned_at: datetime
    approved_at: datetime | None
    redeemed_at: datetime | None
    invoice_id: UUID | None


class RewardPage(BaseModel):
    """Newest first."""

    items: list[RewardView]
    next_cursor: str | None


class Redemption(BaseModel):
    """On which invoice the reward is credited; without one on the customer's next."""

    model_config = ConfigDict(extra="forbid")

    invoice_id: UUID | None = None


@router.get("/referrals/top")
def top(session: Reading, staff: StaffDep, limit: Annotated[int, Query(ge=1, le=100)] = 10) -> TopReferrers:
    """Top referrers, and the lifetime value of referred customers beside that of the others."""
    found = top_referrers(session, staff.workspace, limit=limit)
    names = names_of(session, staff.workspace, [customer_id for customer_id, _, _ in found])
    (_, friends, paid), (_, others, paid_by_others) = value_by_origin(session, staff.workspace)
    return TopReferrers(
        items=[_top(session, staff.workspace, customer_id, names.get(customer_id, "")) for customer_id, _, _ in found],
        referred=Worth(customers=friends, lifetime_value=amounts(paid)),
        others=Worth(customers=others, lifetime_value=amounts(paid_by_others)),
    )


@router.get("/referrals/programmes")
def programmes(session: Reading, staff: StaffDep) -> ProgrammeList:
    return ProgrammeList(items=[_programme(one) for one in programmes_of(session, staff.workspace)])


@router.post("/referrals/programmes", status_code=201)
def start(session: Writing, staff: EditorDep, body: NewProgramme) -> ProgrammeView:
    """Starts a programme, which takes the place of the one before. What was earned stays."""
    started = start_programme(
        session,
        workspace_id=staff.workspace,
        name=body.name,
        referrer=Rule(body.referrer.kind, body.referrer.value),
        friend=Rule(body.friend.kind, body.friend.value),
        approves_itself=body.approves_itself,
    )
    return _programme(started)


@router.post("/referrals/programmes/{programme_id}/end")
def end(session: Writing, staff: EditorDep, programme_id: UUID) -> ProgrammeView:
    """Nothing is earned by it any more."""
    return _programme(end_programme(session, workspace_id=staff.workspace, programme_id=programme_id))


@router.get("/rewards")
def rewards(
    session: Reading,
    staff: StaffDep,
    status: Literal["earned", "approved", "redeemed", "declined", "reversed"] | None = None,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> RewardPage:
    """Rewards, or those that stand where it is asked."""
    found = list_rewards(session, staff.workspace, status=status, before=read_cursor(cursor), limit=limit + 1)
    shown = found[:limit]
    names = names_of(session, staff.workspace, [reward.customer_id for reward in shown])
    return RewardPage(
        items=[_reward(reward, names) for reward in shown],
        next_cursor=str(shown[-1].id) if len(found) > limit else None,
    )


@router.post("/rewards/{reward_id}/approve")
def approve(session: Writing, staff: EditorDep, reward_id: UUID) -> RewardView:
    """Grants it: from now on it can be redeemed."""
    return _named(session, approve_reward(session, workspace_id=staff.workspace, reward_id=reward_id))


@router.post("/rewards/{reward_id}/decline")
def decline(session: Writing, staff: EditorDep, reward_id: UUID) -> RewardView:
    """Does not grant it."""
    return _named(session, decline_reward(session, workspace_id=staff.workspace, reward_id=reward_id))


@router.post("/rewards/{reward_id}/redeem")
def redeem(session: Writing, staff: EditorDep, reward_id: UUID, body: Redemption | None = None) -> RewardView:
    """Uses it, as a credit on the customer's account."""
    invoice_id = body.invoice_id if body else None
    return _named(
        session, redeem_reward(session, workspace_id=staff.workspace, reward_id=reward_id, invoice_id=invoice_id)
    )


def _top(session: Session, workspace_id: UUID, customer_id: UUID, name: str) -> TopReferrer:
    totals = totals_of(session, workspace_id, customer_id)
    return TopReferrer(
        customer_id=customer_id,
        name=name,
        visits=totals.visits,
        requests=totals.requests,
        won=totals.won,
        rewards=amounts(totals.rewards),
    )


def _programme(one: Programme) -> ProgrammeView:
    referrer, friend = one.rule("referrer"), one.rule("friend")
    return ProgrammeView.model_validate(
        {
            "programme_id": one.id,
            "name": one.name,
            "currency": one.currency,
            "referrer": {"kind": referrer.kind, "value": referrer.value},
            "friend": {"kind": friend.kind, "value": friend.value},
            "approves_itself": one.approves_itself,
            "created_at": one.created_at,
            "ended_at": one.ended_at,
        }
    )


def _named(session: Session, reward: Reward) -> RewardView:
    return _reward(reward, names_of(session, reward.workspace_id, [reward.customer_id]))


def _reward(reward: Reward, names: dict[UUID, str]) -> RewardView:
    return RewardView(
        reward_id=reward.id,
        referral_id=reward.referral_id,
        side=reward.side,
        customer_id=reward.customer_id,
        customer_name=names.get(reward.customer_id, ""),
        amount=Amount(currency=reward.currency, minor=reward.amount),
        status=reward.status,
        earned_at=reward.earned_at,
        approved_at=reward.approved_at,
        redeemed_at=reward.redeemed_at,
        invoice_id=reward.invoice_id,
    )
