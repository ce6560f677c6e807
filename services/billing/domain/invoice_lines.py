"""The lines of an invoice and what they come to, exact to the minor unit."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

from services.billing.domain.errors import InvalidInvoice
from shared.money import round_half_up

MAX_LINES = 200
MAX_WORTH = 10**15
"""What stays a whole number in every JSON reader, with a tax on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """One line: `amount` is quantity times unit price; what it adds to the total is that less `discount`, plus `tax`."""

    description: str
    quantity: str
    unit_price: int
    amount: int
    discount: int
    tax: int
    tax_rate: str | None = None
    """None where it is not known: of an earlier release, or where what was agreed came without it."""

    @classmethod
    def of(cls, description: str, quantity: Decimal, unit_price: int, tax_rate: Decimal) -> Self:
        """A line of so many at that price; halves are rounded up, line by line."""
        amount = round_half_up(quantity * unit_price)
        tax = round_half_up(amount * tax_rate)
        return cls(
            description=description,
            quantity=format(quantity.normalize(), "f"),
            unit_price=unit_price,
            amount=amount,
            discount=0,
            tax=tax,
            tax_rate=format(tax_rate.normalize(), "f"),
        )

    @classmethod
    def single(cls, description: str, amount: int) -> Self:
        """One thing at one price, tax included."""
        return cls(
            description=description, quantity="1", unit_price=amount, amount=amount, discount=0, tax=0, tax_rate="0"
        )

    @classmethod
    def kept(cls, line: dict[str, Any]) -> Self:
        """A line as it is kept; one of an earlier release has a description and an amount only."""
        amount = line["amount"]
        return cls(
            description=line["description"],
            quantity=line.get("quantity", "1"),
            unit_price=line.get("unit_price", amount),
            amount=amount,
            discount=line.get("discount", 0),
            tax=line.get("tax", 0),
            tax_rate=line.get("tax_rate"),
        )

    @property
    def total(self) -> int:
        """What the line adds to the invoice."""
        return self.amount - self.discount + self.tax

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def check_lines(lines: Sequence[InvoiceLine]) -> None:
    """Raises `InvalidInvoice`, naming the line, unless they come to an amount that can be asked for."""
    if not 0 < len(lines) <= MAX_LINES:
        message = f"An invoice has between 1 and {MAX_LINES} lines; this one has {len(lines)}."
        raise InvalidInvoice(message, field="lines")
    for index, line in enumerate(lines):
        if not line.description.strip():
            raise InvalidInvoice(f"Line {index + 1} does not say what it is for.", field=f"lines[{index}].description")
    total = sum(line.total for line in lines)
    if total < 0:
        raise InvalidInvoice("The lines come to less than nothing. Take something off the reductions.", field="lines")
    if sum(abs(line.amount) for line in lines) > MAX_WORTH:
        raise InvalidInvoice("The lines come to more than can be reckoned with.", field="lines")
