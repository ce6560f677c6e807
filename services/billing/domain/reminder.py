"""When a customer is reminded of an invoice: before it is due, and after."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base

Step = Literal["before", "after_1", "after_7", "after_14"]
STEPS: tuple[tuple[Step, int], ...] = (("before", -3), ("after_1", 1), ("after_7", 7), ("after_14", 14))
"""How many days after the due date each is; those that a long outage made late by more than `LATE` are left out."""
LATE = timedelta(days=2)


class Reminder(Base, kw_only=True):
    """One reminder that was sent: an invoice has each step once, whoever plans it and however often."""

    __tablename__ = "reminders"

    invoice_id: Mapped[UUID] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    sent_at: Mapped[datetime]


def steps_due(due_on: date, issued_on: date, today: date) -> Iterator[Step]:
    """The steps whose day has come. One that was there before the invoice was issued is not made up for."""
    for step, days in STEPS:
        day = due_on + timedelta(days=days)
        if issued_on < day <= today <= day + LATE:
            yield step
