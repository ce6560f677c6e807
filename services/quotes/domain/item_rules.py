"""What items must be like. A refusal names the field at fault by its path: `options[1].line_items[0].quantity`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from services.quotes.domain.errors import InvalidOffer
from services.quotes.domain.figures import PERCENT, QUANTITY, RATE, check_decimal, check_minor, check_whole
from services.quotes.domain.items import Deposit, Discount, LineItem, MaintenancePlan, Option
from services.quotes.domain.text import check_text

MAX_LINE_ITEMS = 100
MAX_OPTIONS = 10
MAX_NAME = 200
MAX_DESCRIPTION = 500
MAX_SCOPE = 10_000
MAX_VISITS_PER_YEAR = 366
MAX_TERM_MONTHS = 120


def check_line_items(items: Sequence[LineItem], path: str) -> None:
    """Refuses too many lines, and the first line that is not in order."""
    if len(items) > MAX_LINE_ITEMS:
        raise InvalidOffer(f"{path} has {len(items)} line items; at most {MAX_LINE_ITEMS} fit.", field=path)
    for position, item in enumerate(items):
        _check_line_item(item, f"{path}[{position}]")


def check_options(options: Sequence[Option], common: Sequence[LineItem]) -> None:
    """Refuses too many options, more than one recommended, and the first one that is not in order."""
    if len(options) > MAX_OPTIONS:
        raise InvalidOffer(f"There are {len(options)} options; at most {MAX_OPTIONS} fit.", field="options")
    for position, option in enumerate(options):
        _check_option(option, f"options[{position}]", common)
    recommended = [position for position, option in enumerate(options) if option.recommended]
    if len(recommended) > 1:
        path = f"options[{recommended[1]}].recommended"
        raise InvalidOffer("Only one option can be the recommended one.", field=path)


def check_plans(plans: Sequence[MaintenancePlan]) -> None:
    """Refuses too many maintenance plans, and the first one that is not in order."""
    if len(plans) > MAX_OPTIONS:
        raise InvalidOffer(f"There are {len(plans)} plans; at most {MAX_OPTIONS} fit.", field="maintenance_plans")
    for position, plan in enumerate(plans):
        _check_plan(plan, f"maintenance_plans[{position}]")


def check_rate(rate: Discount | Deposit | None, path: str) -> None:
    """Refuses a discount or deposit that is neither whole minor units nor a percentage from 0 to 100."""
    if rate is None:
        return
    if rate.kind == "fixed":
        check_minor(rate.value, f"{path}.value")
    elif rate.kind == "percent":
        check_decimal(rate.value, f"{path}.value", PERCENT)
    else:
        raise InvalidOffer(f"{path}.kind must be fixed or percent; it is {rate.kind!r}.", field=f"{path}.kind")


def check_day(value: object, field: str) -> None:
    """Refuses anything but a calendar day or None."""
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise InvalidOffer(f"{field} must be a day, without a time.", field=field)


def check_flag(value: object, field: str) -> None:
    """Refuses anything but true or false."""
    if not isinstance(value, bool):
        raise InvalidOffer(f"{field} must be true or false.", field=field)


def check_distinct(ids: Iterable[tuple[str, str]]) -> None:
    """Refuses an id met twice; `ids` are pairs of a path and the id there."""
    seen: dict[str, str] = {}
    for path, item_id in ids:
        if item_id in seen:
            raise InvalidOffer(f"{path} has the same id as {seen[item_id]}.", field=f"{path}.id")
        seen[item_id] = path


def _check_line_item(item: LineItem, path: str) -> None:
    _check_id(item.id, f"{path}.id")
    check_text(item.description, f"{path}.description", limit=MAX_DESCRIPTION)
    check_text(item.scope, f"{path}.scope", limit=MAX_SCOPE, required=False)
    check_decimal(item.quantity, f"{path}.quantity", QUANTITY)
    check_minor(item.unit_price, f"{path}.unit_price")
    check_decimal(item.tax_rate, f"{path}.tax_rate", RATE)
    check_flag(item.optional, f"{path}.optional")
    check_rate(item.discount, f"{path}.discount")


def _check_option(option: Option, path: str, common: Sequence[LineItem]) -> None:
    _check_id(option.id, f"{path}.id")
    check_text(option.name, f"{path}.name", limit=MAX_NAME)
    check_text(option.description, f"{path}.description", limit=MAX_SCOPE, required=False)
    check_flag(option.recommended, f"{path}.recommended")
    check_rate(option.discount, f"{path}.discount")
    check_line_items(option.line_items, f"{path}.line_items")
    if not option.line_items and not common:
        raise InvalidOffer(f"{path} has nothing in it; give it a line item.", field=f"{path}.line_items")


def _check_plan(plan: MaintenancePlan, path: str) -> None:
    _check_id(plan.id, f"{path}.id")
    check_text(plan.name, f"{path}.name", limit=MAX_NAME)
    check_whole(plan.visits_per_year, f"{path}.visits_per_year", most=MAX_VISITS_PER_YEAR)
    check_minor(plan.price_per_visit, f"{path}.price_per_visit")
    check_whole(plan.term_months, f"{path}.term_months", most=MAX_TERM_MONTHS)
    check_day(plan.starts_on, f"{path}.starts_on")
    check_flag(plan.renews, f"{path}.renews")


def _check_id(value: object, field: str) -> None:
    if not isinstance(value, str) or not _is_canonical_uuid(value):
        raise InvalidOffer(f"{field} must be a UUID in lower case; leave it out to get a new one.", field=field)


def _is_canonical_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False
