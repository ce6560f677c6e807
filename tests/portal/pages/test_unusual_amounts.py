"""The page of an invoice in currencies without cents and with mils, for nothing, and of a hundred lines."""

from dataclasses import replace

import pytest

from services.portal.pages.rendering import render
from tests.portal.pages.sample_pay import MANY_LINES, PAYMENT

pytestmark = pytest.mark.shows("PAY-2", "EXT-4")


@pytest.mark.parametrize(
    ("currency", "amount", "told"),
    [
        ("JPY", 12_345, "¥12,345"),
        ("ISK", 4_500_00, "ISK450,000"),
        ("KWD", 1_234_567, "KWD1,234.567"),
        ("USD", 0, "$0.00"),
    ],
)
@pytest.mark.parametrize(("locale", "pay"), [("en_US", "Pay"), ("es_US", "Pagar")])
def test_an_amount_has_the_places_of_its_currency(locale: str, pay: str, currency: str, amount: int, told: str) -> None:
    shell = replace(PAYMENT.shell, locale=locale)

    page = render("customer/payment.html", replace(PAYMENT, shell=shell, currency=currency, amount=amount))

    assert f"<strong>{told}</strong>" in page
    assert f"{pay} {told}" in page


def test_a_hundred_lines_are_all_there() -> None:
    page = render("customer/payment.html", replace(PAYMENT, currency="KWD", bill=MANY_LINES))

    assert page.count("KWD1,234.567") == len(MANY_LINES.lines) == 100
    assert "KWD123,456.700" in page
