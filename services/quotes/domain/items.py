"""What an offer is made of: line items, options, plans, discounts, the deposit. Plain values; see `item_rules`."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from shared.ids import new_id
from shared.money import payable_part, round_half_up

RateKind = Literal["fixed", "percent"]


def new_item_id() -> str:
    """The id of a new line item, option or plan; it stays with it through all versions."""
    return str(new_id())


def part_of(amount: int, rate: Decimal) -> int:
    """`amount` times `rate`, rounded half up to whole minor units."""
    return round_half_up(amount * rate)


@dataclass(frozen=True, slots=True)
class Discount:
    """So many minor units off ("fixed"), or so many hundredths ("percent")."""

    kind: RateKind
    value: int | Decimal

    def off(self, amount: int) -> int:
        """What it takes off `amount`: never more than is there."""
        return _share(self.kind, self.value, amount)


@dataclass(frozen=True, slots=True)
class Deposit:
    """What is to be paid on acceptance: minor units ("fixed"), or hundredths of the total ("percent")."""

    kind: RateKind
    value: int | Decimal

    def due(self, total: int, currency: str) -> int:
        """What is due of `total`: never more than the total, and an amount that can be paid online."""
        wanted = Decimal(self.value)
        return payable_part(wanted if self.kind == "fixed" else total * wanted / 100, total, currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """One thing to be done, at a price for each; an optional one counts only when the customer ticks it."""

    description: str
    quantity: Decimal
    unit_price: int
    scope: str = ""
    tax_rate: Decimal = Decimal(0)
    optional: bool = False
    discount: Discount | None = None
    id: str = field(default_factory=new_item_id)

    @property
    def amount(self) -> int:
        """Quantity times unit price, rounded to whole minor units, before any discount."""
        return round_half_up(self.quantity * self.unit_price)

    @property
    def own_discount(self) -> int:
        """What the line's own discount takes off."""
        return self.discount.off(self.amount) if self.discount else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One package of a tiered proposal; its lines come on top of the lines common to all."""

    name: str
    line_items: tuple[LineItem, ...]
    description: str = ""
    discount: Discount | None = None
    recommended: bool = False
    id: str = field(default_factory=new_item_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenancePlan:
    """Recurring visits at a price for each; they are billed as they happen and are no part of the estimate's totals."""

    name: str
    visits_per_year: int
    price_per_visit: int
    term_months: int
    starts_on: date | None = None
    renews: bool = False
    id: str = field(default_factory=new_item_id)

    @property
    def price_per_year(self) -> int:
        """What a year of it costs, before tax."""
        return self.visits_per_year * self.price_per_visit


def _share(kind: RateKind, value: int | Decimal, amount: int) -> int:
    wanted = int(value) if kind == "fixed" else part_of(amount, Decimal(value) / 100)
    return min(wanted, amount)
