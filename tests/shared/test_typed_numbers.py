from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.typed_numbers import (
    Illegible,
    is_percentage,
    money_text,
    number_text,
    read_money,
    read_number,
    read_percent,
)

LOCALES = ("en_US", "es_ES", "es_US", "de_DE", "de_CH", "fr_FR", "en_IN", "sv_SE", "pl_PL", "pt_BR", "ar_EG", "hi_IN")
CURRENCIES = ("USD", "EUR", "JPY", "KWD", "HUF", "INR")
locales, currencies = st.sampled_from(LOCALES), st.sampled_from(CURRENCIES)


@pytest.mark.shows("EST-1")
@pytest.mark.parametrize(
    ("text", "currency", "locale", "minor"),
    [
        ("1,250.00", "USD", "en_US", 125_000),
        ("1250", "USD", "en_US", 125_000),
        ("1.250,00", "EUR", "es_ES", 125_000),
        ("1.250", "EUR", "es_ES", 125_000),
        ("1,25", "EUR", "de_DE", 125),
        ("1'250.50", "CHF", "de_CH", 125_050),
        ("1 250,5", "EUR", "fr_FR", 125_050),
        ("1\u202f250,50 €", "EUR", "fr-FR", 125_050),
        ("1,25,000.00", "INR", "en_IN", 12_500_000),
        ("100,000", "INR", "en_IN", 10_000_000),
        ("1,250", "JPY", "en_US", 1_250),
        ("12.345", "KWD", "en_US", 12_345),
        ("$1,250", "USD", "en_US", 125_000),
        ("usd 12.50", "USD", "en_US", 1_250),
        (" 12.500 ", "USD", "en_US", 1_250),
        (".5", "USD", "en_US", 50),
        ("12.", "USD", "en_US", 1_200),
        ("0", "USD", "en_US", 0),
    ],
)
def test_money_is_read_as_people_there_type_it(text: str, currency: str, locale: str, minor: int) -> None:
    assert read_money(text, currency, locale) == minor


@pytest.mark.parametrize("text", ["-$12.50", "$-12.50", "- 12.50", "\u221212.5", "-12.50 USD"])
def test_less_than_nothing_is_read_where_it_may_be(text: str) -> None:
    assert read_money(text, "USD", "en_US", signed=True) == -1_250
    with pytest.raises(Illegible):
        read_money(text, "USD", "en_US")


@pytest.mark.parametrize("text", ["--5", "-", "-$-5", "(5)", "5-"])
def test_a_sign_stands_once_and_in_front(text: str) -> None:
    with pytest.raises(Illegible):
        read_money(text, "USD", "en_US", signed=True)


@pytest.mark.shows("EST-1")
@pytest.mark.parametrize(
    ("text", "currency", "locale", "problem"),
    [
        ("1.250,00", "USD", "en_US", "is not an amount as it is written here. Write it like 1,250.00."),
        ("1,25", "USD", "en_US", "is not an amount"),
        ("12,50,00", "USD", "en_US", "is not an amount"),
        ("12.50", "EUR", "de_DE", "Write it like 1.250,00."),
        ("1.250.00", "EUR", "de_DE", "is not an amount"),
        ("twelve", "USD", "en_US", "is not an amount"),
        ("", "USD", "en_US", "is not an amount"),
        ("1e3", "USD", "en_US", "is not an amount"),
        ("NaN", "USD", "en_US", "is not an amount"),
        ("€5", "USD", "en_US", "is not an amount"),
        ("-5", "USD", "en_US", "must not be negative"),
        ("(5)", "USD", "en_US", "must not be negative"),
        ("\u22125", "EUR", "sv_SE", "must not be negative"),
        ("12.345", "USD", "en_US", "can have at most 2 decimals in USD. Write it like 1,250.00."),
        ("12.5", "JPY", "en_US", "has no decimals in JPY. Write it like 1,250."),
        ("9" * 40, "USD", "en_US", "is too large"),
    ],
)
def test_what_is_no_amount_there_is_refused_with_an_example(
    text: str, currency: str, locale: str, problem: str
) -> None:
    with pytest.raises(Illegible) as refused:
        read_money(text, currency, locale)

    assert problem in str(refused.value)


@given(st.integers(0, 10**12), currencies, locales)
def test_what_is_written_for_typing_is_read_back_to_the_minor_unit(minor: int, currency: str, locale: str) -> None:
    assert read_money(money_text(minor, currency, locale), currency, locale) == minor


@given(st.decimals(0, 1_000_000, places=4), locales)
def test_quantities_are_read_back_exactly(quantity: Decimal, locale: str) -> None:
    assert read_number(number_text(quantity, locale), locale, places=4) == quantity


@pytest.mark.parametrize(
    ("text", "locale", "places", "number"),
    [("2.5", "en_US", 4, "2.5"), ("2,5", "es_ES", 4, "2.5"), ("2,400", "en_US", 4, "2400"), ("12", "en_US", 0, "12")],
)
def test_numbers_are_read_as_people_there_type_them(text: str, locale: str, places: int, number: str) -> None:
    assert read_number(text, locale, places=places) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "places", "problem"),
    [
        ("2.00001", 4, "can have at most 4 decimals."),
        ("2.5", 0, "must be a whole number."),
        ("two", 4, "is not a number as it is written here. Write it like 2.5."),
        ("two", 0, "Write it like 1,250."),
    ],
)
def test_a_number_out_of_form_says_how_to_write_it(text: str, places: int, problem: str) -> None:
    with pytest.raises(Illegible) as refused:
        read_number(text, "en_US", places=places)

    assert problem in str(refused.value)


@pytest.mark.parametrize(
    ("text", "locale", "hundredths"),
    [("8.25", "en_US", "8.25"), ("8.25%", "en_US", "8.25"), ("8,25 %", "es_ES", "8.25"), ("10", "fr_FR", "10")],
)
def test_a_percentage_is_read_with_its_sign_or_without(text: str, locale: str, hundredths: str) -> None:
    assert read_percent(text, locale, places=4) == Decimal(hundredths)


def test_a_percentage_that_is_none_says_how_to_write_it() -> None:
    with pytest.raises(Illegible, match=r"is not a percentage as it is written here. Write it like 8.25%."):
        read_percent("ten", "en_US", places=4)


@pytest.mark.parametrize(("text", "is_share"), [("10%", True), ("10", False), ("$10", False)])
def test_the_sign_tells_a_share_from_an_amount(text: str, is_share: bool) -> None:
    assert is_percentage(text) == is_share
