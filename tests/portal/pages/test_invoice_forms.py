"""What is typed into the form of an invoice, and what billing gets of it."""

from decimal import Decimal

import pytest
from starlette.datastructures import FormData

from services.billing.domain.invoice_lines import InvoiceLine
from services.portal.pages.invoice_forms import form_of, invoice_body, typed_invoice, with_room
from services.portal.pages.invoice_views import InvoiceForm, LineForm

pytestmark = pytest.mark.shows("PAY-7")


@pytest.mark.parametrize(
    ("text", "currency", "locale", "minor"),
    [
        ("12.5", "USD", "en_US", 12_50),
        ("12,50", "EUR", "es_ES", 12_50),
        ("1,234.50", "USD", "en_US", 1_234_50),
        ("$3", "USD", "en_US", 3_00),
        ("500", "JPY", "en_US", 500),
        ("-1", "KWD", "en_US", -1000),
        ("-$12.50", "USD", "en_US", -12_50),
    ],
)
def test_prices_are_read_as_people_there_type_them(text: str, currency: str, locale: str, minor: int) -> None:
    body, errors = invoice_body(InvoiceForm(lines=[LineForm(description="Wash", price=text)]), currency, locale)

    assert (errors, body["lines"][0]["unit_price"]) == ([], minor)


@pytest.mark.parametrize("text", ["12,50", "abc", "NaN", "Infinity", "1e30", "1.5.0", "(5)"])
def test_what_is_no_amount_there_is_never_guessed(text: str) -> None:
    _, errors = invoice_body(InvoiceForm(lines=[LineForm(description="Wash", price=text)]), "USD", "en_US")

    assert [error.field for error in errors] == ["line-0-price"]
    assert "Price in line 1 " in errors[0].message
    assert "Write it like 1,250.00." in errors[0].message


def test_empty_lines_are_left_out_and_errors_stand_at_their_inputs() -> None:
    rows = {"line-1-description": "Gutters", "line-1-price": "x", "line-1-tax": "8.25%", "line-3-price": "1,5"}
    typed = typed_invoice(FormData({"rows": "4", "title": " Work ", "due_on": ""} | rows))

    body, errors = invoice_body(typed, "USD", "en_US")

    assert (body["title"], body["due_on"]) == ("Work", None)
    assert body["lines"][0] == {"description": "Gutters", "quantity": "1", "unit_price": 0, "tax_rate": "0.0825"}
    assert [(error.field, error.message) for error in errors] == [
        ("line-1-price", "Price in line 2 is not an amount as it is written here. Write it like 1,250.00."),
        ("line-3-price", "Price in line 4 is not an amount as it is written here. Write it like 1,250.00."),
    ]


def test_there_is_always_room_for_more() -> None:
    told = ("0", "9", "x", "9" * 5000)

    assert [len(with_room(typed_invoice(FormData({"rows": rows}))).lines) for rows in told] == [4, 4, 4, 4]


@pytest.mark.parametrize(
    ("currency", "locale"), [("USD", "en_US"), ("JPY", "es_ES"), ("KWD", "de_DE"), ("ISK", "sv_SE")]
)
@pytest.mark.parametrize("rate", ["0", "0.0825", "0.07253", "0.333333", "1"])
@pytest.mark.parametrize("is_known", [True, False], ids=["known", "of an earlier release"])
def test_opened_and_saved_it_says_what_it_said(currency: str, locale: str, rate: str, *, is_known: bool) -> None:
    lines = [
        InvoiceLine.of("Wash", Decimal("2.333333"), 1_234_567, Decimal(rate)),
        InvoiceLine.of("For being on time", Decimal(-1), 98_765, Decimal(rate)),
        InvoiceLine.of("Reduction", Decimal(1), -3, Decimal(rate)),
    ]
    rows = [line.to_json() | ({} if is_known else {"tax_rate": None}) for line in lines]
    found = {"currency": currency, "title": "T", "due_on": "2026-12-01", "note": None, "lines": rows}

    body, errors = invoice_body(form_of(found, locale), currency, locale)

    assert errors == []
    sent = [
        dict(line, quantity=Decimal(line["quantity"]), tax_rate=Decimal(line["tax_rate"])) for line in body["lines"]
    ]
    assert [InvoiceLine.of(**line).total for line in sent] == [line.total for line in lines]
    if is_known:
        assert [InvoiceLine.of(**line) for line in sent] == lines
