"""How a workspace wants to be paid: when it reminds."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.errors import InvalidTerms
from services.billing.domain.reminder import FURTHEST, MOST_STEPS, USUAL


class PaymentTerms(Base, kw_only=True):
    """The choices of one workspace; one that has made none has no row."""

    __tablename__ = "payment_terms"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    reminders: Mapped[list[int]] = mapped_column(default_factory=lambda: list(USUAL))
    """How many days after the due date each is, below zero before it; without any nobody is reminded."""

    def remind_on(self, days: Sequence[int]) -> None:
        """Reminds on these days from now on; raises `InvalidTerms`."""
        steps = sorted(set(days))
        if len(steps) > MOST_STEPS or any(abs(day) > FURTHEST for day in steps):
            message = f"Choose up to {MOST_STEPS} days, each at most {FURTHEST} before or after the due date."
            raise InvalidTerms(message, field="reminders")
        self.reminders = steps
