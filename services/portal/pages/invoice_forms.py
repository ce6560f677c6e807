"""The form of an invoice: what was typed, how billing takes it, and what is wrong in it."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from starlette.datastructures import FormData

from services.portal.adapters.refusals import Refused
from services.portal.pages.forms import count_in, text_in
from services.portal.pages.invoice_views import InvoiceForm, LineForm
from services.portal.pages.views import FieldError
from shared.money import minor_digits

ROWS = 4
"""How many empty lines a form has at the end."""
MOST_ROWS = 200
_PLACE = re.compile(r"lines\[(\d+)\]\.(\w+)")
_INPUTS = {"unit_price": "price", "tax_rate": "tax"}
_MAX_DIGITS = 15


class NotAnAmount(ValueError):
    """What was typed is no amount of the currency."""


def typed_invoice(form: FormData) -> InvoiceForm:
    """What was typed, as it was."""
    told = count_in(text_in(form, "rows"))
    rows = ROWS if told is None else min(MOST_ROWS, told)
    lines = [
        LineForm(**{name: text_in(form, f"line-{row}-{name}") for name in ("description", "quantity", "price", "tax")})
        for row in range(rows)
    ]
    return InvoiceForm(
        title=text_in(form, "title"), due_on=text_in(form, "due_on"), note=text_in(form, "note"), lines=lines
    )


def with_room(form: InvoiceForm) -> InvoiceForm:
    """The form with some empty lines at its end."""
    filled = [line for line in form.lines if line != LineForm()]
    room = [LineForm()] * min(ROWS, MOST_ROWS - len(filled))
    return InvoiceForm(title=form.title, due_on=form.due_on, note=form.note, lines=[*filled, *room])


def form_of(invoice: Mapping[str, Any]) -> InvoiceForm:
    """The invoice as it would have been typed."""
    currency = invoice["currency"]
    lines = [
        LineForm(
            description=line["description"],
            quantity=line["quantity"],
            price=whole_units(line["unit_price"], currency),
            tax=_percent(line),
        )
        for line in invoice["lines"]
    ]
    return InvoiceForm(title=invoice["title"], due_on=invoice["due_on"], note=invoice["note"] or "", lines=lines)


def invoice_body(form: InvoiceForm, currency: str) -> tuple[dict[str, Any], list[FieldError]]:
    """The invoice as billing takes it, and what cannot be read of it. Lines that say nothing are left out."""
    errors: list[FieldError] = []
    lines = []
    for row, line in enumerate(form.lines):
        if line == LineForm():
            continue
        read: dict[str, Any] = {"description": line.description, "quantity": line.quantity or "1"}
        try:
            read["unit_price"] = minor_units(line.price, currency)
        except NotAnAmount as wrong:
            errors.append(FieldError(field=f"line-{row}-price", message=str(wrong)))
        try:
            read["tax_rate"] = _rate(line.tax)
        except NotAnAmount as wrong:
            errors.append(FieldError(field=f"line-{row}-tax", message=str(wrong)))
        lines.append(read)
    if not lines:
        errors.append(FieldError(field="line-0-description", message="Enter at least one line."))
    body = {"title": form.title, "due_on": form.due_on or None, "note": form.note or None, "lines": lines}
    return body, errors


def invoice_errors(refused: Refused, form: InvoiceForm) -> list[FieldError]:
    """What billing found to be wrong, by the inputs of the page."""
    rows = [row for row, line in enumerate(form.lines) if line != LineForm()]
    found = [FieldError(field=_input(one.field, rows), message=one.message) for one in refused.fields]
    return found or [FieldError(field="title", message=refused.message)]


def minor_units(text: str, currency: str) -> int:
    """An amount as people write it, in minor units; raises `NotAnAmount`, which says how to write it."""
    digits = minor_digits(currency)
    example = "12" if not digits else "12." + "5".ljust(digits, "0")
    plain = text.replace(",", "").replace("$", "").strip()
    try:
        value = Decimal(plain).scaleb(digits)
    except InvalidOperation:
        raise NotAnAmount(f"Write an amount such as {example}.") from None
    if not value.is_finite() or value != value.to_integral_value() or value.adjusted() > _MAX_DIGITS:
        raise NotAnAmount(f"Write an amount such as {example}.")
    return int(value)


def whole_units(minor: int, currency: str) -> str:
    """The amount as people write it into a form."""
    return format(Decimal(minor).scaleb(-minor_digits(currency)), "f")


def _rate(text: str) -> str:
    plain = text.replace("%", "").strip() or "0"
    try:
        value = Decimal(plain) / 100
    except InvalidOperation:
        raise NotAnAmount("Write the tax in percent, such as 8.25.") from None
    if not value.is_finite() or not 0 <= value <= 1:
        raise NotAnAmount("Write the tax in percent, such as 8.25.")
    return format(value.normalize(), "f")


def _percent(line: Mapping[str, Any]) -> str:
    """The rate is not kept, only what came of it; near enough to be typed again, and looked at."""
    net = line["amount"] - line["discount"]
    return format((Decimal(line["tax"]) * 100 / net).quantize(Decimal("0.001")).normalize(), "f") if line["tax"] else ""


def _input(place: str, rows: Iterable[int]) -> str:
    found = _PLACE.fullmatch(place)
    if found is None:
        return "line-0-description" if place == "lines" else place
    row = list(rows)[int(found[1])]
    return f"line-{row}-{_INPUTS.get(found[2], found[2])}"
