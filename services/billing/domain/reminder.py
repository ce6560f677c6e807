"""When a customer is reminded of an invoice: so many days before it is due, and after."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base

USUAL: tuple[int, ...] = (-3, 1, 7, 14)
"""How many days after the due date each is, where the workspace has not chosen others."""
FURTHEST = 60
MOST_STEPS = 10
LATE = timedelta(days=2)
"""What a long outage has made later than this is left out."""


class Reminder(Base, kw_only=True):
    """One reminder whose day has come: an invoice has each step once, whoever plans it and however often."""

    __tablename__ = "reminders"

    invoice_id: Mapped[UUID] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    sent_at: Mapped[datetime]


def steps_due(chosen: Iterable[int], due_on: date, issued_on: date, today: date) -> Iterator[str]:
    """The names of the steps whose day has come. One that was there before the invoice was issued is not made up for."""
    for days in chosen:
        day = due_on + timedelta(days=days)
        if issued_on < day <= today <= day + LATE:
            yield _name(days)


def _name(days: int) -> str:
    if days == USUAL[0]:
        return "before"  # its name when it was the only one
    return f"after_{days}" if days >= 0 else f"before_{-days}"
