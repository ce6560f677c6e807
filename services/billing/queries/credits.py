"""Credits of customers, and what they have paid for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.billing.domain.credit import Credit, CreditUse
from shared.database.session import Session
from shared.database.upsert import insert_into
from shared.ids import new_id


def keep_credit(
    session: Session,
    workspace_id: UUID,
    *,
    reward_id: UUID,
    customer_id: UUID,
    currency: str,
    amount: int,
    now: datetime,
) -> bool:
    """Writes the credit of a reward down; False where it has been before."""
    row = {
        "id": new_id(),
        "workspace_id": workspace_id,
        "reward_id": reward_id,
        "customer_id": customer_id,
        "currency": currency,
        "amount": amount,
        "granted_at": now,
        "used": 0,
    }
    once = insert_into(session, Credit).values(row).on_conflict_do_nothing(index_elements=["workspace_id", "reward_id"])
    return session.execute(once.returning(Credit.id)).first() is not None


def lock_credits(session: Session, workspace_id: UUID, customer_id: UUID, currency: str) -> Sequence[Credit]:
    """All that the customer has been given in the currency, oldest first, held until the transaction ends.

    Whoever holds invoices as well has held them first.
    """
    mine = Credit.workspace_id == workspace_id, Credit.customer_id == customer_id, Credit.currency == currency
    locked = select(Credit).where(*mine).order_by(Credit.id).with_for_update()
    return session.scalars(locked.execution_options(populate_existing=True)).all()


def credit_of_reward(session: Session, workspace_id: UUID, reward_id: UUID) -> Credit | None:
    """The credit that the reward became."""
    mine = Credit.workspace_id == workspace_id, Credit.reward_id == reward_id
    return session.scalars(select(Credit).where(*mine)).one_or_none()


def credits_of(session: Session, workspace_id: UUID, customer_id: UUID) -> Sequence[Credit]:
    """All that the customer has been given, newest first."""
    mine = Credit.workspace_id == workspace_id, Credit.customer_id == customer_id
    return session.scalars(select(Credit).where(*mine).order_by(Credit.id.desc())).all()


def uses_of_all(session: Session, workspace_id: UUID, invoice_ids: Collection[UUID]) -> Sequence[CreditUse]:
    """What credits pay for the invoices, or did, oldest first."""
    mine = CreditUse.workspace_id == workspace_id, CreditUse.invoice_id.in_(invoice_ids)
    return session.scalars(select(CreditUse).where(*mine).order_by(CreditUse.id)).all()


def uses_of_credit(session: Session, workspace_id: UUID, credit_id: UUID) -> Sequence[CreditUse]:
    """What the credit pays for."""
    mine = CreditUse.workspace_id == workspace_id, CreditUse.credit_id == credit_id, CreditUse.taken_back_at.is_(None)
    return session.scalars(select(CreditUse).where(*mine).order_by(CreditUse.id)).all()
