"""Referral codes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.referrals.domain.referral_code import ReferralCode
from shared.database.session import Session


def code_of(session: Session, workspace_id: UUID, customer_id: UUID) -> ReferralCode | None:
    mine = ReferralCode.workspace_id == workspace_id
    return session.scalar(select(ReferralCode).where(mine, ReferralCode.customer_id == customer_id))


def codes_of(session: Session, workspace_id: UUID, customer_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The codes of those customers who have one."""
    mine = ReferralCode.workspace_id == workspace_id
    found = select(ReferralCode.customer_id, ReferralCode.code).where(mine, ReferralCode.customer_id.in_(customer_ids))
    return {row.customer_id: row.code for row in session.execute(found)}


def find_code(session: Session, code: str) -> ReferralCode | None:
    """The code, which names its workspace; however it was typed."""
    return session.get(ReferralCode, code.strip().upper())


def is_taken(session: Session, code: str) -> bool:
    """Whether somebody has the code already. It must be unique among all workspaces."""
    return session.scalar(select(ReferralCode.code).where(ReferralCode.code == code)) is not None
