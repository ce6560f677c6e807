"""An offer: the priced content of one version of an estimate. An `Offer` that exists is in order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from services.quotes.domain.attached import Attached, check_attached
from services.quotes.domain.canonical import canonical_json
from services.quotes.domain.errors import InvalidOffer
from services.quotes.domain.item_rules import (
    MAX_NAME,
    check_day,
    check_distinct,
    check_line_items,
    check_options,
    check_plans,
    check_rate,
)
from services.quotes.domain.items import Deposit, Discount, LineItem, MaintenancePlan, Option, new_item_id, part_of
from services.quotes.domain.kinds import HOLIDAY_LIGHTS
from services.quotes.domain.text import check_text
from shared.money import is_currency, payable_step

__all__ = ["Deposit", "Discount", "LineItem", "MaintenancePlan", "Offer", "Option", "RecordType"]

RecordType = Literal["generic", "asphalt", "residential", "fleet", "commercial_building", "holiday_lights"]

MAX_TERMS = 50_000
MAX_HOLIDAY_BYTES = 100_000
# A total with tax stays below 2**53, the largest whole number that every JSON reader keeps exactly.
MAX_WORTH = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is offered and shown, at what price, on what terms. Raises an `Invalid` naming the field not in order."""

    title: str
    currency: str
    record_type: RecordType = "generic"
    line_items: tuple[LineItem, ...] = ()
    options: tuple[Option, ...] = ()
    maintenance_plans: tuple[MaintenancePlan, ...] = ()
    discount: Discount | None = None
    terms: str = ""
    expires_on: date | None = None
    deposit: Deposit | None = None
    holiday: dict[str, Any] | None = None
    attachments: tuple[Attached, ...] = ()

    @classmethod
    def kept(cls, **content: Any) -> "Offer":
        """The offer with all of `content`, which was in order when it was written down: it is not checked again."""
        offer = cls.__new__(cls)
        for name, value in content.items():
            object.__setattr__(offer, name, value)
        return offer

    def __post_init__(self) -> None:
        _check_head(self)
        check_line_items(self.line_items, "line_items")
        check_options(self.options, self.line_items)
        check_plans(self.maintenance_plans)
        check_distinct(_ids(self))
        check_rate(self.discount, "discount")
        check_rate(self.deposit, "deposit")
        _check_holiday(self)
        check_attached(self.attachments)
        _check_worth(self)

    def anew(self, today: date) -> "Offer":
        """The same for another estimate: items with ids of their own, no attachments, no expiry date that is over."""
        lapsed = self.expires_on is not None and self.expires_on < today
        return replace(
            self,
            line_items=_renamed(self.line_items),
            options=tuple(
                replace(option, id=new_item_id(), line_items=_renamed(option.line_items)) for option in self.options
            ),
            maintenance_plans=tuple(replace(plan, id=new_item_id()) for plan in self.maintenance_plans),
            expires_on=None if lapsed else self.expires_on,
            attachments=(),
        )


def _renamed(items: tuple[LineItem, ...]) -> tuple[LineItem, ...]:
    return tuple(replace(item, id=new_item_id()) for item in items)


def _check_head(offer: Offer) -> None:
    check_text(offer.title, "title", limit=MAX_NAME)
    check_text(offer.terms, "terms", limit=MAX_TERMS, required=False)
    check_day(offer.expires_on, "expires_on")
    if not isinstance(offer.currency, str) or not is_currency(offer.currency):
        message = f"{offer.currency!r} is not an ISO 4217 currency, such as USD."
        raise InvalidOffer(message, field="currency")
    if offer.record_type not in get_args(RecordType):
        message = f"record_type must be one of {', '.join(get_args(RecordType))}; it is {offer.record_type!r}."
        raise InvalidOffer(message, field="record_type")
    if not (offer.line_items or offer.options or offer.maintenance_plans):
        message = "There is nothing to sell: add a line item, an option or a maintenance plan."
        raise InvalidOffer(message, field="line_items")


def _ids(offer: Offer) -> Iterator[tuple[str, str]]:
    for position, item in enumerate(offer.line_items):
        yield f"line_items[{position}]", item.id
    for position, option in enumerate(offer.options):
        yield f"options[{position}]", option.id
        for inner, item in enumerate(option.line_items):
            yield f"options[{position}].line_items[{inner}]", item.id
    for position, plan in enumerate(offer.maintenance_plans):
        yield f"maintenance_plans[{position}]", plan.id


def _check_holiday(offer: Offer) -> None:
    if offer.holiday is None:
        return
    if offer.record_type != HOLIDAY_LIGHTS:
        message = "Only an estimate of record type holiday_lights has a holiday design."
        raise InvalidOffer(message, field="holiday")
    if not isinstance(offer.holiday, dict):
        raise InvalidOffer("holiday must be an object.", field="holiday")
    try:
        size = len(canonical_json(offer.holiday))
    except (TypeError, ValueError, RecursionError) as error:
        message = f"The holiday design cannot be kept exactly: {error}"
        raise InvalidOffer(message, field="holiday") from error
    if size > MAX_HOLIDAY_BYTES:
        raise InvalidOffer(f"The holiday design is larger than {MAX_HOLIDAY_BYTES} bytes.", field="holiday")
    for text in _texts(offer.holiday):
        check_text(text, "holiday", limit=MAX_HOLIDAY_BYTES, required=False)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for member in pair for text in _texts(member))
    elif isinstance(value, list | tuple):
        yield from (text for member in value for text in _texts(member))


def _check_worth(offer: Offer) -> None:
    worths = [_worth(offer.line_items + option.line_items) for option in offer.options] or [_worth(offer.line_items)]
    if max(worths) > MAX_WORTH:
        raise InvalidOffer("The estimate comes to more than can be invoiced.", field="line_items")
    if offer.deposit is not None and offer.deposit.kind == "fixed":
        _check_fixed_deposit(int(offer.deposit.value), max(worths), offer.currency)


def _check_fixed_deposit(value: int, worth: int, currency: str) -> None:
    if value > worth:
        raise InvalidOffer("The deposit is more than the whole estimate comes to.", field="deposit.value")
    step = payable_step(currency)
    if value % step:
        message = f"deposit.value must be a multiple of {step}: {currency} is paid online in no smaller steps."
        raise InvalidOffer(message, field="deposit.value")


def _worth(items: tuple[LineItem, ...]) -> int:
    """The most that `items` can come to: all of them chosen, with tax, without discounts."""
    return sum(item.amount + part_of(item.amount, item.tax_rate) for item in items)
