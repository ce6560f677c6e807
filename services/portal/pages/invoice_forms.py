"""The form of an invoice: what was typed, how billing takes it, and what is wrong in it."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from starlette.datastructures import FormData

from services.portal.adapters.refusals import Refused
from services.portal.pages.editor_reading import Reader
from services.portal.pages.forms import count_in, text_in
from services.portal.pages.invoice_views import InvoiceForm, LineForm
from services.portal.pages.views import FieldError
from shared.money import round_half_up
from shared.typed_numbers import money_text, number_text
from shared.words import say

ROWS = 4
"""How many empty lines a form has at the end."""
MOST_ROWS = 200
_PLACE = re.compile(r"lines\[(\d+)\]\.(\w+)")
_INPUTS = {"unit_price": "price", "tax_rate": "tax"}
_QUANTITY_PLACES = 6
_RATE_PLACES = 6


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


def form_of(invoice: Mapping[str, Any], locale: str) -> InvoiceForm:
    """The invoice as people of `locale` would have typed it."""
    currency = invoice["currency"]
    lines = [
        LineForm(
            description=line["description"],
            quantity=number_text(Decimal(line["quantity"]), locale),
            price=money_text(line["unit_price"], currency, locale),
            tax=_percent(line, locale),
        )
        for line in invoice["lines"]
    ]
    return InvoiceForm(title=invoice["title"], due_on=invoice["due_on"], note=invoice["note"] or "", lines=lines)


def invoice_body(form: InvoiceForm, currency: str, locale: str) -> tuple[dict[str, Any], list[FieldError]]:
    """The invoice as billing takes it, and what cannot be read of it. Lines that say nothing are left out."""
    reader = Reader(locale, currency)
    # Less than nothing is a reduction.
    lines = [
        {
            "description": line.description,
            "quantity": reader.quantity(
                f"line-{row}-quantity",
                line.quantity or "1",
                say("Quantity in line {row}", row=row + 1),
                places=_QUANTITY_PLACES,
                signed=True,
            ),
            "unit_price": reader.money(
                f"line-{row}-price", line.price, say("Price in line {row}", row=row + 1), signed=True
            ),
            "tax_rate": reader.rate(f"line-{row}-tax", line.tax, say("Tax in line {row}", row=row + 1)),
        }
        for row, line in enumerate(form.lines)
        if line != LineForm()
    ]
    if not lines:
        reader.miss("line-0-description", say("Enter at least one line."))
    body = {"title": form.title, "due_on": form.due_on or None, "note": form.note or None, "lines": lines}
    return body, reader.errors


def invoice_errors(refused: Refused, form: InvoiceForm) -> list[FieldError]:
    """What billing found to be wrong, by the inputs of the page."""
    rows = [row for row, line in enumerate(form.lines) if line != LineForm()]
    found = [FieldError(field=_input(one.field, rows), message=one.message) for one in refused.fields]
    return found or [FieldError(field="title", message=refused.message)]


def _percent(line: Mapping[str, Any], locale: str) -> str:
    known = line.get("tax_rate")
    rate = _reckoned_rate(line) if known is None else Decimal(known)
    return number_text(rate * 100, locale) if rate else ""


def _reckoned_rate(line: Mapping[str, Any]) -> Decimal:
    """The rate of a line that has none on record: the shortest that comes to the same tax."""
    net, tax = int(line["amount"] - line["discount"]), int(line["tax"])
    if not net or not tax:
        return Decimal(0)
    rate = Decimal(tax) / Decimal(net)
    rates = (round(rate, places) for places in range(2, _RATE_PLACES))
    return next((one for one in rates if round_half_up(net * one) == tax), round(rate, _RATE_PLACES))


def _input(place: str, rows: Iterable[int]) -> str:
    found = _PLACE.fullmatch(place)
    if found is None:
        return "line-0-description" if place == "lines" else place
    row = list(rows)[int(found[1])]
    return f"line-{row}-{_INPUTS.get(found[2], found[2])}"
