"""The second steps of people of an office, as they are looked up."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from services.portal.domain.second_factor import RecoveryCode, SecondFactor
from shared.database.session import Session


def factor_of(session: Session, workspace_id: UUID, staff_id: UUID) -> SecondFactor | None:
    """That of the member, confirmed or not."""
    mine = SecondFactor.workspace_id == workspace_id, SecondFactor.staff_id == staff_id
    return session.scalar(select(SecondFactor).where(*mine))


def lock_factor(session: Session, workspace_id: UUID, staff_id: UUID) -> SecondFactor | None:
    """The same, held until the transaction ends."""
    mine = SecondFactor.workspace_id == workspace_id, SecondFactor.staff_id == staff_id
    return session.scalar(select(SecondFactor).where(*mine).with_for_update())


def has_second_factor(session: Session, workspace_id: UUID, staff_id: UUID) -> bool:
    """Whether signing in asks the member for a code."""
    found = factor_of(session, workspace_id, staff_id)
    return found is not None and found.confirmed_at is not None


def protected_members(session: Session, workspace_id: UUID) -> Sequence[UUID]:
    """Those of the office whom signing in asks for a code."""
    theirs = SecondFactor.workspace_id == workspace_id, SecondFactor.confirmed_at.is_not(None)
    return session.scalars(select(SecondFactor.staff_id).where(*theirs)).all()


def use_recovery_code(session: Session, workspace_id: UUID, staff_id: UUID, code_hash: str) -> bool:
    """Whether it was one of the member's, which it is no more."""
    mine = RecoveryCode.workspace_id == workspace_id, RecoveryCode.staff_id == staff_id
    used = delete(RecoveryCode).where(*mine, RecoveryCode.code_hash == code_hash).returning(RecoveryCode.id)
    return session.execute(used).first() is not None


def forget_factor(session: Session, workspace_id: UUID, staff_id: UUID) -> None:
    """Deletes the member's second step, and the codes on paper."""
    for kept in (RecoveryCode, SecondFactor):
        session.execute(delete(kept).where(kept.workspace_id == workspace_id, kept.staff_id == staff_id))
