"""What a page shows as chosen before anything is signed: what was asked for as far as it fits, else what suggests itself.

Reading a page is no place to refuse: a bookmark may name an option that is gone, and a page without scripts sends the
ticks of one option along with the choice of another. What is signed is checked by `choose`, strictly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.quotes.domain.document import offer_from
from services.quotes.domain.totals import totals


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice shown, and what it comes to."""

    option_id: str | None
    maintenance_plan_id: str | None
    optional_item_ids: tuple[str, ...]
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the visitor has chosen so far."""

    option_id: str | None = None
    plan_id: str | None = None
    item_ids: Iterable[str] = ()


def selection_of(shown: Any, chosen: Chosen) -> Selection:
    """What was agreed on in `shown`, a row of what a link opens; else what is chosen now."""
    if shown.accepted_at:
        agreed = shown.option_id, shown.maintenance_plan_id, tuple(shown.optional_item_ids)
        return Selection(*agreed, shown.totals)
    return select(
        shown.document,
        option_id=chosen.option_id,
        maintenance_plan_id=chosen.plan_id,
        optional_item_ids=chosen.item_ids,
    )


def select(
    document: Mapping[str, Any],
    *,
    option_id: str | None = None,
    maintenance_plan_id: str | None = None,
    optional_item_ids: Iterable[str] = (),
) -> Selection:
    """The selection that comes nearest to what was asked for; never raises on a choice that does not fit."""
    option = _option(document["options"], option_id)
    plan_id = _plan_id(document, maintenance_plan_id)
    on_offer = document["line_items"] + (option["line_items"] if option else [])
    optional = {item["id"] for item in on_offer if item["optional"]}
    ticked = tuple(sorted(optional.intersection(optional_item_ids)))
    chosen_id = option["id"] if option else None
    return Selection(chosen_id, plan_id, ticked, _figures(document, option, ticked))


def _option(options: list[dict[str, Any]], wanted: str | None) -> dict[str, Any] | None:
    for option in options:
        if option["id"] == wanted:
            return option
    recommended = (option for option in options if option["recommended"])
    return next(recommended, options[0] if options else None)


def _plan_id(document: Mapping[str, Any], wanted: str | None) -> str | None:
    plans = [plan["id"] for plan in document["maintenance_plans"]]
    if wanted in plans:
        return wanted
    is_all_there_is = not document["line_items"] and not document["options"]
    return plans[0] if plans and is_all_there_is else None


def _figures(
    document: Mapping[str, Any], option: Mapping[str, Any] | None, ticked: tuple[str, ...]
) -> Mapping[str, int]:
    if ticked:
        offer = offer_from(dict(document))
        option_id = option["id"] if option else None
        return totals(offer, option_id=option_id, optional_item_ids=frozenset(ticked)).figures()
    # Without a tick the figures stand in the document already.
    figures: Mapping[str, int] = option["totals"] if option else document["totals"]
    return figures
