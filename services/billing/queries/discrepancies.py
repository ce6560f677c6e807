"""What Stripe and the books do not agree on."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from services.billing.domain.discrepancy import Discrepancy, Kind
from services.billing.domain.errors import DiscrepancyNotFound
from shared.database.session import Session
from shared.database.upsert import insert_into
from shared.ids import new_id


def park(
    session: Session,
    workspace_id: UUID,
    *,
    subject: str,
    kind: Kind,
    amount: int,
    currency: str,
    invoice_id: UUID | None,
    now: datetime,
) -> UUID | None:
    """Writes the finding down; None where it has been before, seen to or not."""
    row = {
        "id": new_id(),
        "workspace_id": workspace_id,
        "subject": subject,
        "kind": kind,
        "amount": amount,
        "currency": currency,
        "invoice_id": invoice_id,
        "found_at": now,
    }
    statement = insert_into(session, Discrepancy).values(row).on_conflict_do_nothing().returning(Discrepancy.id)
    return session.scalars(statement).one_or_none()


def open_discrepancies(session: Session, workspace_id: UUID) -> Sequence[Discrepancy]:
    """Those that nobody has seen to, oldest first."""
    mine = Discrepancy.workspace_id == workspace_id, Discrepancy.resolved_at.is_(None)
    return session.scalars(select(Discrepancy).where(*mine).order_by(Discrepancy.id)).all()


def count_discrepancies(session: Session) -> int:
    """How many, of all workspaces', nobody has seen to."""
    return session.scalar(select(func.count()).where(Discrepancy.resolved_at.is_(None))) or 0


def discrepancy_of(session: Session, workspace_id: UUID, discrepancy_id: UUID) -> Discrepancy:
    """The finding; raises `DiscrepancyNotFound`."""
    mine = Discrepancy.workspace_id == workspace_id, Discrepancy.id == discrepancy_id
    found = session.scalars(select(Discrepancy).where(*mine)).one_or_none()
    if found is None:
        raise DiscrepancyNotFound("There is no such finding here.")
    return found
