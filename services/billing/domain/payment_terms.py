"""How a workspace wants to be paid: when it reminds, and what customers may choose when they pay."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from services.billing.domain.errors import InvalidPayment, InvalidTerms
from services.billing.domain.invoice import Invoice
from services.billing.domain.reminder import FURTHEST, MOST_STEPS, USUAL
from services.billing.domain.stripe_amount import is_chargeable, least_amount
from shared.money import Money, payable_step


class PaymentTerms(Base, kw_only=True):
    """The choices of one workspace; one that has made none has no row."""

    __tablename__ = "payment_terms"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    reminders: Mapped[list[int]] = mapped_column(default_factory=lambda: list(USUAL))
    """How many days after the due date each is, below zero before it; without any nobody is reminded."""

    tips: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether customers may add a tip to what they pay."""
    tips_on_deposits: Mapped[bool] = mapped_column(default=False, server_default=false())
    parts: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether customers may pay less than all that is due."""

    def offers_tips(self, kind: str) -> bool:
        """Whether a customer may add a tip to what they pay of an invoice of this kind."""
        return self.tips and (kind != "deposit" or self.tips_on_deposits)

    def offers_parts(self, kind: str) -> bool:
        """Whether a customer may pay a part of an invoice of this kind; a deposit is a part already."""
        return self.parts and kind != "deposit"

    def amount(self, invoice: Invoice, part: int | None) -> int:
        """What a customer pays of the invoice who has chosen `part` of it, or all; raises `InvalidPayment`.

        Neither the part nor what it leaves may be less than can be paid online.
        """
        due, currency = invoice.amount_due, invoice.currency
        if part is None or part == due:
            return due
        if not self.offers_parts(invoice.kind):
            raise InvalidPayment("This is to be paid in one piece.", field="amount")
        if not (is_chargeable(part, currency) and is_chargeable(due - part, currency)):
            least, most = (Money(one, currency).format() for one in parts_between(due, currency))
            raise InvalidPayment(f"Pay all of it, or from {least} to {most}.", field="amount")
        return part

    def tip(self, invoice: Invoice, tip: int) -> int:
        """What a customer gives on top; raises `InvalidPayment`."""
        if not tip:
            return 0
        if not self.offers_tips(invoice.kind):
            raise InvalidPayment("No tip can be added to this.", field="tip")
        if tip % payable_step(invoice.currency) or not 0 < tip <= invoice.total:
            most = Money(invoice.total, invoice.currency).format()
            raise InvalidPayment(f"A tip can be up to the invoice's own total, {most}.", field="tip")
        return tip

    def remind_on(self, days: Sequence[int]) -> None:
        """Reminds on these days from now on; raises `InvalidTerms`."""
        steps = sorted(set(days))
        if len(steps) > MOST_STEPS or any(abs(day) > FURTHEST for day in steps):
            message = f"Choose up to {MOST_STEPS} days, each at most {FURTHEST} before or after the due date."
            raise InvalidTerms(message, field="reminders")
        self.reminders = steps


def parts_between(due: int, currency: str) -> tuple[int, int]:
    """The least and the most that can be paid of what is `due` so that it and the rest can be paid online."""
    least = least_amount(currency)
    return least, due - least
