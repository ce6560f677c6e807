"""The form of an estimate: all that is in it as text, as it was typed. Rows are told apart by keys of their own.

The inputs of a row are named `{key}.{field}`; which rows there are, and in what order, tell the hidden inputs `line`,
`option`, `plan`, `zone`, and `{option's key}.line`. The key of a row that quotes knows is the id it has there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar
from uuid import UUID

from starlette.datastructures import FormData

from services.portal.pages.forms import text_in

_KEY = re.compile(r"n[0-9]{1,6}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NEW = re.compile(r"n([0-9]+)")
_NOT_TYPED = frozenset({"key", "lines", "options", "plans", "zones"})
R = TypeVar("R")


@dataclass(slots=True, kw_only=True)
class LineForm:
    """One line item."""

    key: str
    description: str = ""
    scope: str = ""
    quantity: str = "1"
    unit_price: str = ""
    tax_rate: str = ""
    discount: str = ""
    optional: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed that a new line does not have of itself."""
        return not (self.description or self.scope or self.unit_price or self.discount)


@dataclass(slots=True, kw_only=True)
class OptionForm:
    """One package with lines of its own."""

    key: str
    name: str = ""
    description: str = ""
    discount: str = ""
    recommended: bool = False
    lines: list[LineForm] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed, in its lines neither."""
        return not (self.name or self.description or self.discount) and all(line.is_blank for line in self.lines)


@dataclass(slots=True, kw_only=True)
class PlanForm:
    """One maintenance plan."""

    key: str
    name: str = ""
    visits_per_year: str = ""
    price_per_visit: str = ""
    term_months: str = "12"
    starts_on: str = ""
    renews: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed that a new plan does not have of itself."""
        return not (self.name or self.visits_per_year or self.price_per_visit or self.starts_on)


@dataclass(slots=True, kw_only=True)
class ZoneForm:
    """One part of a holiday design; `rest` is what else is known of it, as JSON, and is carried along."""

    key: str
    name: str = ""
    light_type: str = ""
    color: str = ""
    length_ft: str = ""
    spacing: str = ""
    notes: str = ""
    rest: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        texts = self.name, self.light_type, self.color, self.length_ft, self.spacing, self.notes, self.rest
        return not any(texts)


Row = LineForm | OptionForm | PlanForm | ZoneForm


@dataclass(slots=True, kw_only=True)
class EstimateForm:
    """A whole estimate.

    `version` and `document_hash` are those of what is edited, `opened` is the fingerprint of the form as it was opened;
    `once` tells one form from another, so that pressing twice makes one estimate.
    """

    customer_id: str = ""
    customer_search: str = ""
    record_type: str = "generic"
    title: str = ""
    currency: str = ""
    discount: str = ""
    deposit: str = ""
    terms: str = ""
    expires_on: str = ""
    style: str = ""
    design_notes: str = ""
    design_rest: str = ""
    public_token: bool = False
    version: str = ""
    document_hash: str = ""
    opened: str = ""
    once: str = ""
    lines: list[LineForm] = field(default_factory=list)
    options: list[OptionForm] = field(default_factory=list)
    plans: list[PlanForm] = field(default_factory=list)
    zones: list[ZoneForm] = field(default_factory=list)

    @property
    def is_for_lights(self) -> bool:
        """Whether it is of the type that has a holiday design."""
        return self.record_type == "holiday_lights"

    def lists(self) -> Iterator[list[Any]]:
        """Every list of rows in it."""
        yield from (self.lines, self.options, self.plans, self.zones)
        yield from (option.lines for option in self.options)

    def new_key(self) -> str:
        """A key that no row has yet."""
        taken = [_NEW.fullmatch(row.key) for rows in self.lists() for row in rows]
        return f"n{max((int(found[1]) for found in taken if found), default=0) + 1}"


def typed_estimate(form: FormData) -> EstimateForm:
    """What was typed."""
    return EstimateForm(
        **_typed(EstimateForm, form, ""),
        lines=_rows(LineForm, form, "line"),
        options=[_option(form, key) for key in _keys(form, "option")],
        plans=_rows(PlanForm, form, "plan"),
        zones=_rows(ZoneForm, form, "zone"),
    )


def is_kept(key: str) -> bool:
    """Whether quotes knows the row of this key by it."""
    return not _NEW.fullmatch(key)


def filled(rows: Iterable[R]) -> list[R]:
    """The rows with something in them."""
    return [row for row in rows if not row.is_blank]  # type: ignore[attr-defined]


def is_id(text: str) -> bool:
    """Whether `text` can be the id of anything."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _option(form: FormData, key: str) -> OptionForm:
    lines = _rows(LineForm, form, f"{key}.line")
    return OptionForm(key=key, lines=lines, **_typed(OptionForm, form, f"{key}."))


def _rows(kind: Callable[..., R], form: FormData, name: str) -> list[R]:
    return [kind(key=key, **_typed(kind, form, f"{key}.")) for key in _keys(form, name)]


def _keys(form: FormData, name: str) -> list[str]:
    given = (value for value in form.getlist(name) if isinstance(value, str))
    return list(dict.fromkeys(key for key in given if _KEY.fullmatch(key)))


def _typed(kind: Any, form: FormData, prefix: str) -> dict[str, Any]:
    """The members of a `kind` of form: a tick is there or it is not, and everything else is a text."""
    names = (one.name for one in fields(kind) if one.name not in _NOT_TYPED)
    ticks = {one.name for one in fields(kind) if one.type is bool}
    return {name: prefix + name in form if name in ticks else _lines_in(form, prefix + name) for name in names}


def _lines_in(form: FormData, name: str) -> str:
    """One field. Browsers send other line breaks than quotes gives out, which would look like a change."""
    return text_in(form, name).replace("\r\n", "\n")
