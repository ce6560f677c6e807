"""What an offer comes to, exact to the minor unit.

1. A line's amount is quantity times unit price, rounded half up. The subtotal is the sum of the amounts.
2. The line's own discount comes off its amount.
3. The option's (package's) discount comes off what is then left of the option's lines, shared out over them.
4. The discount of the whole comes off what is then left of all chosen lines, shared out over them.
5. Tax is the rate of each line on what is then left of it, rounded half up line by line.
6. The total is subtotal - discount + tax, where the discount is all three kinds together.
7. The deposit is a part of the total, rounded half up to an amount that can be paid online.

These steps are taken in this order. Shares go by largest remainder, so that the figures of the lines add up to those of
the whole exactly, in whatever order the lines stand. A discount never takes off more than is there, so nothing becomes
negative. Maintenance plans are billed by visit and are no part of it.
"""

from dataclasses import dataclass

from services.quotes.domain.choice import chosen_lines, chosen_option
from services.quotes.domain.items import Discount, LineItem, part_of
from services.quotes.domain.offer import Offer


@dataclass(frozen=True, slots=True)
class LineTotal:
    """One chosen line: its amount, all that is taken off it (own, package and whole discount), its tax."""

    id: str
    amount: int
    discount: int
    tax: int

    @property
    def total(self) -> int:
        """What the line adds to the total."""
        return self.amount - self.discount + self.tax


@dataclass(frozen=True, slots=True)
class Totals:
    """What a choice comes to, in minor units of `currency`."""

    subtotal: int
    discount: int
    tax: int
    total: int
    deposit_due: int
    currency: str

    def figures(self) -> dict[str, int]:
        """The amounts as they stand in documents."""
        return {
            "subtotal": self.subtotal,
            "discount": self.discount,
            "tax": self.tax,
            "total": self.total,
            "deposit_due": self.deposit_due,
        }


def totals(offer: Offer, *, option_id: str | None = None, optional_item_ids: frozenset[str] = frozenset()) -> Totals:
    """What the offer comes to with this choice; raises `InvalidChoice` when the choice does not fit the offer."""
    lines = line_totals(offer, option_id=option_id, optional_item_ids=optional_item_ids)
    subtotal = sum(line.amount for line in lines)
    discount = sum(line.discount for line in lines)
    tax = sum(line.tax for line in lines)
    total = subtotal - discount + tax
    return Totals(
        subtotal=subtotal,
        discount=discount,
        tax=tax,
        total=total,
        deposit_due=offer.deposit.due(total, offer.currency) if offer.deposit else 0,
        currency=offer.currency,
    )


def line_totals(
    offer: Offer, *, option_id: str | None = None, optional_item_ids: frozenset[str] = frozenset()
) -> tuple[LineTotal, ...]:
    """The figures of each chosen line, in the order they stand in; they add up to `totals` of the same choice."""
    items = chosen_lines(offer, option_id=option_id, optional_item_ids=optional_item_ids)
    amounts = {item.id: item.amount for item in items}
    left = {item.id: amounts[item.id] - item.own_discount for item in items}
    option = chosen_option(offer, option_id)
    if option is not None:
        packaged = {item.id for item in option.line_items}
        _take_off(option.discount, [item for item in items if item.id in packaged], left)
    _take_off(offer.discount, items, left)
    return tuple(_line_total(item, amounts[item.id], left[item.id]) for item in items)


def lowest_total(offer: Offer) -> int:
    """What the offer comes to at least: its cheapest option, no optional item ticked."""
    if not offer.options:
        return totals(offer).total
    return min(totals(offer, option_id=option.id).total for option in offer.options)


def share_out(amount: int, weights: list[int]) -> list[int]:
    """`amount`, at most the sum of `weights`, divided in proportion; of equal remainders the earlier is rounded up."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    shares = [amount * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: -(amount * weights[index] % whole))
    for index in by_remainder[: amount - sum(shares)]:
        shares[index] += 1
    return shares


def _take_off(discount: Discount | None, items: list[LineItem] | tuple[LineItem, ...], left: dict[str, int]) -> None:
    if discount is None:
        return
    # Equal remainders must fall the same way in whatever order the lines stand, as the tax rates may differ.
    ranked = sorted(items, key=lambda item: item.id)
    weights = [left[item.id] for item in ranked]
    for item, share in zip(ranked, share_out(discount.off(sum(weights)), weights), strict=True):
        left[item.id] -= share


def _line_total(item: LineItem, amount: int, left: int) -> LineTotal:
    return LineTotal(id=item.id, amount=amount, discount=amount - left, tax=part_of(left, item.tax_rate))
