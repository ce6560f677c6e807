"""Reminders of invoices."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from services.billing.domain.customer import Customer
from services.billing.domain.invoice import Invoice
from services.billing.domain.reminder import FURTHEST, LATE, Reminder
from shared.database.session import Session
from shared.database.upsert import insert_into

_EARLIEST = timedelta(days=FURTHEST + 1) + LATE
_LATEST = timedelta(days=FURTHEST + 1)


def invoices_to_remind(session: Session, today: date, after: UUID | None, limit: int) -> Sequence[Invoice]:
    """Those, of all workspaces, that ask for money around now and can be mailed or texted, in the order of their ids.

    `today` may be another day where the business is: a day more is looked at on either side.
    """
    reached = or_(Invoice.customer_email.is_not(None), Customer.phone.is_not(None))
    asks = Invoice.status == "outstanding", Invoice.total > Invoice.paid, reached
    around = Invoice.due_on.between(today - _EARLIEST, today + _LATEST)
    query = select(Invoice).outerjoin(Customer, Customer.id == Invoice.customer_id).where(*asks, around)
    if after is not None:
        query = query.where(Invoice.id > after)
    return session.scalars(query.order_by(Invoice.id).limit(limit)).all()


def take_step(session: Session, workspace_id: UUID, invoice_id: UUID, step: str, now: datetime) -> bool:
    """Takes the one slot that the step has; False where it has been taken."""
    row = {"invoice_id": invoice_id, "step": step, "workspace_id": workspace_id, "sent_at": now}
    statement = insert_into(session, Reminder).values(row).on_conflict_do_nothing().returning(Reminder.step)
    return session.execute(statement).first() is not None
