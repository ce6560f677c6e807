"""Where things are in an estimate's form, and what the page calls them: for what quotes finds wrong in its own words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.portal.adapters.refusals import FieldProblem, Refused
from services.portal.pages.views import FieldError
from shared.words import named, say, upper_first

LABELS = {
    "customer_id": say("Customer"),
    "record_type": say("Type"),
    "title": say("Title"),
    "currency": say("Currency"),
    "discount": say("Discount of the whole"),
    "deposit": say("Deposit"),
    "terms": say("Terms"),
    "expires_on": say("Expiry date"),
    "holiday": say("The holiday design"),
    "line_items": say("The list of lines"),
    "options": say("The list of options"),
    "maintenance_plans": say("The list of plans"),
}
ROW_LABELS = {
    "description": say("Description"),
    "scope": say("Scope of work"),
    "quantity": say("Quantity"),
    "unit_price": say("Unit price"),
    "tax_rate": say("Tax"),
    "discount": say("Discount"),
    "optional": say("Optional"),
    "recommended": say("Recommended"),
    "name": say("Name"),
    "visits_per_year": say("Visits per year"),
    "price_per_visit": say("Price per visit"),
    "term_months": say("Term in months"),
    "starts_on": say("Start"),
    "renews": say("Renewal"),
    "line_items": say("The list of lines"),
}
RECORD_TYPES = {
    "generic": say("General"),
    "residential": say("Residential"),
    "commercial_building": say("Commercial building"),
    "asphalt": say("Asphalt"),
    "fleet": say("Fleet"),
    "holiday_lights": say("Holiday lights"),
}
ELSEWHERE = "content"
"""Where a problem is shown that no input stands for."""
_INPUTS = {
    "customer_id": "customer",
    "line_items": "add-line:",
    "options": "add-option",
    "maintenance_plans": "add-plan",
    "holiday": "style",
}
_PART = re.compile(r"\.(kind|value)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A row: the key of its inputs, and what it is called, such as line 2 of Premium."""

    key: str
    name: str

    def label(self, name: str) -> str:
        """What one of its fields is called."""
        return say("{field} in {row}", field=ROW_LABELS.get(name, name), row=self.name)


@dataclass(slots=True)
class Places:
    """The rows by the paths that quotes knows them by, such as options[0].line_items[1]."""

    rows: dict[str, Place] = field(default_factory=dict)

    def add(self, path: str, place: Place) -> Place:
        self.rows[path] = place
        return place


def option_name(name: str, number: int) -> str:
    """What a package is called where it may not have a name yet."""
    return name or say("option {number}", number=number)


def refused_inputs(refused: Refused, places: Places) -> list[FieldError]:
    """What quotes found to be wrong, by the inputs of the page and in its words."""
    if not refused.fields:
        return [FieldError(field=ELSEWHERE, message=refused.message)]
    return [_input(one, places.rows) for one in refused.fields]


def _input(one: FieldProblem, rows: Mapping[str, Place]) -> FieldError:
    path = _PART.sub("", one.field)
    row, _, name = path.rpartition(".")
    if row in rows:
        place = rows[row]
        where = f"{place.key}.{name}" if name != "line_items" else f"add-line:{place.key}"
        return FieldError(field=where, message=_said(one, place.label(name), {row: upper_first(place.name)}))
    if path in rows:
        return FieldError(field=ELSEWHERE, message=_said(one, upper_first(rows[path].name)))
    return FieldError(
        field=_INPUTS.get(path, path if path in LABELS else ELSEWHERE), message=_said(one, label_of(path))
    )


def label_of(path: str) -> str:
    """What a field of the whole is called."""
    return LABELS.get(path, path)


def _said(one: FieldProblem, label: str, others: Mapping[str, str] | None = None) -> str:
    """The sentence of quotes, which mostly begins with its own name of what it is about, with that of the page."""
    for start, called in {**(others or {}), _PART.sub("", one.field): label, one.field: label}.items():
        if one.message.startswith(f"{start} "):
            return named(called, one.message, start)
    return one.message


def unique(errors: Sequence[FieldError]) -> list[FieldError]:
    """One error for each input: the first there is."""
    return list({error.field: error for error in reversed(errors)}.values())[::-1]
