"""What is different between two forms of one estimate: what is saved now, and what somebody else wants to save."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from services.portal.pages.editor_form import EstimateForm, LineForm, OptionForm, PlanForm, ZoneForm
from services.portal.pages.editor_places import LABELS, RECORD_TYPES, ROW_LABELS
from shared.words import lower_first, say, say_each

_WHOLE = ("record_type", "title", "currency", "discount", "deposit", "expires_on", "terms", "style", "design_notes")
_NOT_SHOWN = frozenset({"key", "lines", "rest"})
_KINDS: dict[type, str] = {
    LineForm: say("Line"),
    OptionForm: say("Option"),
    PlanForm: say("Plan"),
    ZoneForm: say("Zone"),
}
_ORDERS: dict[type, str] = {
    LineForm: say("Order of the lines"),
    OptionForm: say("Order of the options"),
    PlanForm: say("Order of the plans"),
    ZoneForm: say("Order of the zones"),
}
_MORE_LABELS = {
    "style": say("Style"),
    "design_notes": say("Notes on the design"),
    "notes": say("Notes"),
    "light_type": say("Lights"),
    "color": say("Colour"),
    "length_ft": say("Length in feet"),
    "spacing": say("Spacing"),
}
NOT_THERE = say("not there")
EMPTY = say("empty")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: as it is saved, and as it was typed."""

    label: str
    saved: str
    typed: str


def differences(saved: EstimateForm, typed: EstimateForm) -> list[Difference]:
    """All that differs, in the order of the page."""
    return [*_whole(saved, typed), *_all_rows(saved, typed)]


def _whole(saved: EstimateForm, typed: EstimateForm) -> Iterator[Difference]:
    for name in _WHOLE:
        label = LABELS.get(name) or _MORE_LABELS[name]
        yield from _compared(label, *(_value(form, name) for form in (saved, typed)))


def _value(form: EstimateForm, name: str) -> str:
    value: str = getattr(form, name)
    return RECORD_TYPES.get(value, value) if name == "record_type" else value


def _all_rows(saved: EstimateForm, typed: EstimateForm) -> Iterator[Difference]:
    yield from _rows(saved.lines, typed.lines)
    yield from _rows(saved.options, typed.options)
    mine = {option.key: option for option in typed.options}
    for option in saved.options:
        if option.key in mine:
            yield from _rows(option.lines, mine[option.key].lines, option.name)
    yield from _rows(saved.plans, typed.plans)
    yield from _rows(saved.zones, typed.zones)


def _rows(saved: Sequence[Any], typed: Sequence[Any], where: str = "") -> Iterator[Difference]:
    theirs, mine = {row.key: row for row in saved}, {row.key: row for row in typed}
    for key, row in theirs.items():
        if key not in mine:
            yield Difference(_at(_called(row), where), _told(row), NOT_THERE)
            continue
        for name in _shown(row):
            label = say_each([_at(_called(row), where), _label(name)], ": ")
            yield from _compared(label, getattr(row, name), getattr(mine[key], name))
    for key, row in mine.items():
        if key not in theirs:
            yield Difference(_at(_called(row), where), NOT_THERE, _told(row))
    yield from _order(theirs, mine, where)


def _order(theirs: dict[str, Any], mine: dict[str, Any], where: str) -> Iterator[Difference]:
    saved = [_name(row) for key, row in theirs.items() if key in mine]
    typed = [_name(theirs[key]) for key in mine if key in theirs]
    if saved != typed:
        order = _ORDERS[type(next(iter(theirs.values())))]
        yield Difference(_at(order, where), ", ".join(saved), ", ".join(typed))


def _at(what: str, option: str) -> str:
    return say("{what} in {option}", what=what, option=option) if option else what


def _compared(label: str, saved: Any, typed: Any) -> Iterator[Difference]:
    if saved != typed:
        yield Difference(label, _written(saved), _written(typed))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return str(value) or EMPTY


def _told(row: Any) -> str:
    """A row that only one of them has, in short."""
    if isinstance(row, LineForm):
        return say("{number} at {price}", number=row.quantity, price=row.unit_price)
    if isinstance(row, OptionForm):
        return ", ".join(line.description for line in row.lines) or row.name
    if isinstance(row, PlanForm):
        return say("{number} at {price}", number=row.visits_per_year, price=row.price_per_visit)
    return str(row.name or row.light_type)


def _called(row: Any) -> str:
    return say_each([_KINDS[type(row)], f"“{_name(row)}”"], " ")


def _name(row: Any) -> str:
    return str(row.description if isinstance(row, LineForm) else row.name)


def _shown(row: Any) -> list[str]:
    return [one.name for one in fields(row) if one.name not in _NOT_SHOWN]


def _label(name: str) -> str:
    label = ROW_LABELS.get(name) or _MORE_LABELS[name]
    return lower_first(label)
