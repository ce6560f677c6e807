"""An estimate's form as quotes takes it: the whole content to be saved, or only what its totals depend on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from services.portal.pages.editor_design import design_of
from services.portal.pages.editor_form import EstimateForm, LineForm, OptionForm, PlanForm, is_kept
from services.portal.pages.editor_places import LABELS, Place, Places, option_name
from services.portal.pages.editor_reading import Reader
from services.portal.pages.views import FieldError
from shared.money import is_currency
from shared.words import say

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be saved, what of it cannot be read, and where on the page everything is."""

    body: Json
    errors: Sequence[FieldError]
    places: Places


@dataclass(frozen=True, slots=True)
class Priced:
    """What the totals are asked for, without the rows that cannot be read; `errors` tell which those are.

    `lines` and `plans` are the keys of the rows in it, `options` its packages with the keys of theirs.
    """

    body: Json
    errors: Sequence[FieldError]
    places: Places
    lines: Sequence[str]
    options: Sequence[tuple[OptionForm, Sequence[str]]]
    plans: Sequence[str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to add up."""
        return not (self.lines or self.options or self.plans)


def content_of(form: EstimateForm, locale: str) -> Content:
    """All that the form says, as quotes takes it. Rows with nothing in them are left out."""
    rows = _Rows(_reader(form, locale))
    reader = rows.reader
    head = {"record_type": form.record_type, "title": reader.needed("title", form.title, LABELS["title"])}
    offered = {
        "line_items": [item for _, item in rows.lines(form.lines)],
        "options": [body for _, _, body in rows.options(form.options)],
        "maintenance_plans": [body for _, body in rows.plans(form.plans)],
    }
    rest = {"terms": form.terms, "expires_on": reader.day("expires_on", form.expires_on, LABELS["expires_on"])}
    body = head | {"currency": form.currency} | offered | _reductions(reader, form) | rest
    if not is_currency(form.currency):
        reader.miss("currency", say("Currency must be a code of three letters, such as USD."))
    return Content(body | {"holiday": design_of(form)}, reader.errors, rows.places)


def priced(form: EstimateForm, locale: str) -> Priced:
    """What of the form has a price, as quotes takes it for the totals."""
    rows = _Rows(_reader(form, locale), only_priced=True)
    lines = rows.lines(form.lines)
    # A package of nothing has no total; it is no mistake while it is being filled in.
    options = [found for found in rows.options(form.options) if lines or found[1]]
    plans = rows.plans(form.plans)
    body = {
        "currency": form.currency,
        "line_items": [item for _, item in lines],
        "options": [option for _, _, option in options],
        "maintenance_plans": [plan for _, plan in plans],
    } | _reductions(rows.reader, form)
    kept = [(option, keys) for option, keys, _ in options]
    return Priced(body, rows.reader.errors, rows.places, _keys(lines), kept, _keys(plans))


def _reader(form: EstimateForm, locale: str) -> Reader:
    # What quotes takes; quotes would say it in minor units, as it knows no locale.
    return Reader(locale, form.currency, most_minor=10**12, most_quantity=1_000_000)


def _keys(rows: Sequence[tuple[str, Json]]) -> list[str]:
    return [key for key, _ in rows]


def _reductions(reader: Reader, form: EstimateForm) -> Json:
    return {name: reader.reduction(name, getattr(form, name), LABELS[name]) for name in ("discount", "deposit")}


@dataclass(slots=True)
class _Rows:
    """Takes rows one by one; with `only_priced` without their texts, and without those that cannot be read."""

    reader: Reader
    only_priced: bool = False
    places: Places = field(default_factory=Places)

    def lines(self, rows: Sequence[LineForm], path: str = "line_items", where: str = "") -> list[tuple[str, Json]]:
        found: list[tuple[str, Json]] = []
        for number, line in enumerate(rows, start=1):
            place = Place(
                line.key,
                say("line {number} of {option}", number=number, option=where)
                if where
                else say("line {number}", number=number),
            )
            item = None if line.is_blank else self._line(line, place)
            if item is not None:
                self.places.add(f"{path}[{len(found)}]", place)
                found.append((line.key, item))
        return found

    def options(self, rows: Sequence[OptionForm]) -> list[tuple[OptionForm, list[str], Json]]:
        found: list[tuple[OptionForm, list[str], Json]] = []
        for number, option in enumerate(rows, start=1):
            if option.is_blank:
                continue
            path, place = f"options[{len(found)}]", Place(option.key, option_name(option.name, number))
            self.places.add(path, place)
            lines = self.lines(option.lines, f"{path}.line_items", place.name)
            body = self._option(option, place) | {"line_items": [item for _, item in lines]}
            found.append((option, _keys(lines), body))
        return found

    def plans(self, rows: Sequence[PlanForm]) -> list[tuple[str, Json]]:
        found: list[tuple[str, Json]] = []
        for number, plan in enumerate(rows, start=1):
            place = Place(plan.key, say("plan {number}", number=number))
            body = None if plan.is_blank else self._plan(plan, place)
            if body is not None:
                self.places.add(f"maintenance_plans[{len(found)}]", place)
                found.append((plan.key, body))
        return found

    def _line(self, line: LineForm, place: Place) -> Json | None:
        read, known, at, called = self.reader, len(self.reader.errors), f"{line.key}.", place.label
        texts = self._named(line.key, "description", line.description, place, scope=line.scope)
        figures = {
            "quantity": read.quantity(f"{at}quantity", line.quantity, called("quantity")),
            "unit_price": read.money(f"{at}unit_price", line.unit_price, called("unit_price")),
            "tax_rate": read.rate(f"{at}tax_rate", line.tax_rate, called("tax_rate")),
            "discount": read.reduction(f"{at}discount", line.discount, called("discount")),
            "optional": line.optional,
        }
        return None if self._is_unread(known) else texts | figures

    def _option(self, option: OptionForm, place: Place) -> Json:
        discount = self.reader.reduction(f"{option.key}.discount", option.discount, place.label("discount"))
        texts = self._named(option.key, "name", option.name, place, description=option.description)
        return texts | {"discount": discount, "recommended": option.recommended}

    def _plan(self, plan: PlanForm, place: Place) -> Json | None:
        read, known, at, called = self.reader, len(self.reader.errors), f"{plan.key}.", place.label
        body = self._named(plan.key, "name", plan.name, place)
        visits = read.whole(f"{at}visits_per_year", plan.visits_per_year, called("visits_per_year"))
        body |= {"visits_per_year": visits}
        body |= {"price_per_visit": read.money(f"{at}price_per_visit", plan.price_per_visit, called("price_per_visit"))}
        if not self.only_priced:
            body |= {"term_months": read.whole(f"{at}term_months", plan.term_months, called("term_months"))}
            body |= {"starts_on": read.day(f"{at}starts_on", plan.starts_on, called("starts_on"))}
            body |= {"renews": plan.renews}
        return None if self._is_unread(known) else body

    def _named(self, key: str, field_name: str, text: str, place: Place, **others: str) -> Json:
        if self.only_priced:
            return {}
        identity = {"id": key} if is_kept(key) else {}
        return (
            identity | {field_name: self.reader.needed(f"{key}.{field_name}", text, place.label(field_name))} | others
        )

    def _is_unread(self, known_errors: int) -> bool:
        return self.only_priced and len(self.reader.errors) > known_errors
