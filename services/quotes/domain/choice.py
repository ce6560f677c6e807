"""What the customer picks: an option, a maintenance plan, optional items. All of it must be of the very offer shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.quotes.domain.errors import InvalidChoice
from services.quotes.domain.items import LineItem, Option
from services.quotes.domain.offer import Offer


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that fits its offer."""

    option_id: str | None = None
    maintenance_plan_id: str | None = None
    optional_item_ids: tuple[str, ...] = ()


def choose(
    offer: Offer,
    *,
    option_id: str | None = None,
    maintenance_plan_id: str | None = None,
    optional_item_ids: Iterable[str] = (),
) -> Choice:
    """The customer's choice; raises `InvalidChoice` naming the field and the value that do not fit the offer."""
    ticked = tuple(sorted(set(optional_item_ids)))
    lines = chosen_lines(offer, option_id=option_id, optional_item_ids=frozenset(ticked))
    _check_plan(offer, maintenance_plan_id)
    if not lines and maintenance_plan_id is None:
        raise _nothing_chosen(offer)
    return Choice(option_id, maintenance_plan_id, ticked)


def chosen_option(offer: Offer, option_id: str | None) -> Option | None:
    """The option chosen, None where there are none; raises `InvalidChoice` when it is missing or not of this offer."""
    if option_id is None and not offer.options:
        return None
    if option_id is None:
        raise InvalidChoice("Choose one of the options first.", field="option_id")
    for option in offer.options:
        if option.id == option_id:
            return option
    raise _unknown("option", "option_id", option_id)


def chosen_lines(
    offer: Offer, *, option_id: str | None, optional_item_ids: frozenset[str] = frozenset()
) -> tuple[LineItem, ...]:
    """The lines that count: common ones, then the option's; optional ones only if ticked."""
    option = chosen_option(offer, option_id)
    on_offer = offer.line_items + (option.line_items if option else ())
    _check_ticked(offer, on_offer, optional_item_ids)
    return tuple(item for item in on_offer if not item.optional or item.id in optional_item_ids)


def _check_ticked(offer: Offer, on_offer: tuple[LineItem, ...], ticked: frozenset[str]) -> None:
    optional = {item.id for item in on_offer if item.optional}
    for item_id in sorted(ticked - optional):
        if item_id in {item.id for item in on_offer}:
            message = f"Item {item_id} is always included, so it cannot be ticked."
            raise InvalidChoice(message, field="optional_item_ids", value=item_id)
        if any(item.id == item_id for option in offer.options for item in option.line_items):
            message = f"Item {item_id} belongs to another option than the one chosen; untick it."
            raise InvalidChoice(message, field="optional_item_ids", value=item_id)
        raise _unknown("item", "optional_item_ids", item_id)


def _check_plan(offer: Offer, plan_id: str | None) -> None:
    if plan_id is not None and plan_id not in {plan.id for plan in offer.maintenance_plans}:
        raise _unknown("maintenance plan", "maintenance_plan_id", plan_id)


def _nothing_chosen(offer: Offer) -> InvalidChoice:
    if offer.maintenance_plans:
        return InvalidChoice("Choose a maintenance plan first.", field="maintenance_plan_id")
    return InvalidChoice("Choose at least one of the optional items.", field="optional_item_ids")


def _unknown(thing: str, field: str, value: str) -> InvalidChoice:
    message = f"There is no {thing} {value} in this estimate; reload the page and choose again."
    return InvalidChoice(message, field=field, value=value)
