"""What is typed into the form of an invoice, and what billing gets of it."""

import pytest
from starlette.datastructures import FormData

from services.portal.pages.invoice_forms import (
    NotAnAmount,
    form_of,
    invoice_body,
    minor_units,
    typed_invoice,
    whole_units,
    with_room,
)

pytestmark = pytest.mark.shows("PAY-7")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.5", "USD", 12_50),
        ("1,234.50", "USD", 1_234_50),
        ("$3", "USD", 3_00),
        ("500", "JPY", 500),
        ("-1", "KWD", -1000),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, currency: str, minor: int) -> None:
    assert minor_units(text, currency) == minor


@pytest.mark.parametrize("text", ["", "abc", "1.234", "NaN", "Infinity", "1e30", "1.5.0"])
def test_what_is_no_amount_is_never_guessed(text: str) -> None:
    with pytest.raises(NotAnAmount, match=r"such as 12\.50"):
        minor_units(text, "USD")


def test_amounts_come_back_as_they_were_typed() -> None:
    assert [whole_units(12_50, "USD"), whole_units(500, "JPY"), whole_units(1, "KWD")] == ["12.50", "500", "0.001"]


def test_empty_lines_are_left_out_and_errors_stand_at_their_inputs() -> None:
    rows = {"line-1-description": "Gutters", "line-1-price": "x", "line-1-tax": "8.25%", "line-3-price": "1"}
    typed = typed_invoice(FormData({"rows": "4", "title": " Work ", "due_on": ""} | rows))

    body, errors = invoice_body(typed, "USD")

    assert (body["title"], body["due_on"]) == ("Work", None)
    assert body["lines"][0] == {"description": "Gutters", "quantity": "1", "tax_rate": "0.0825"}
    assert [error.field for error in errors] == ["line-1-price"]


def test_there_is_always_room_for_more() -> None:
    told = ("0", "9", "x", "9" * 5000)

    assert [len(with_room(typed_invoice(FormData({"rows": rows}))).lines) for rows in told] == [4, 4, 4, 4]


def test_what_is_on_file_is_there_to_be_corrected() -> None:
    line = {"description": "Wash", "quantity": "2", "unit_price": 50_00, "amount": 100_00, "discount": 0, "tax": 8_25}
    found = {"currency": "USD", "title": "T", "due_on": "2026-12-01", "note": None, "lines": [line]}

    body, errors = invoice_body(form_of(found), "USD")

    assert errors == []
    assert body["lines"] == [{"description": "Wash", "quantity": "2", "unit_price": 50_00, "tax_rate": "0.0825"}]
