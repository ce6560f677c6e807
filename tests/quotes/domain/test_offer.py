from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from services.quotes.domain.errors import InvalidNumber, InvalidOffer, InvalidText
from services.quotes.domain.offer import Deposit, Discount, LineItem
from shared.errors import Invalid
from tests.quotes.domain.build import item_id, line, offer, option, plan


@pytest.mark.shows("EST-1", "EST-2")
def test_holds_lines_options_and_plans_at_once() -> None:
    both = offer(
        line(), options=(option(line()),), maintenance_plans=(plan(),), deposit=Deposit("percent", Decimal(30))
    )

    assert (len(both.line_items), len(both.options), len(both.maintenance_plans)) == (1, 1, 1)


def test_gives_every_item_an_id_of_its_own() -> None:
    first, second = line(), line()

    assert first.id != second.id


def test_keeps_the_id_an_item_is_given() -> None:
    assert line(id=item_id(7)).id == item_id(7)


@pytest.mark.parametrize("quantity", ["0.0001", "1", "2.5", "2.50000", "1E+6", "1000000"])
def test_takes_quantities_up_to_a_million_with_four_decimals(quantity: str) -> None:
    assert offer(line(quantity=quantity)).line_items[0].quantity == Decimal(quantity)


@pytest.mark.parametrize(
    "quantity",
    ["0", "-1", "0.00001", "1.00001", "1000000.0001", "1e20", "1e-99999", "1e99999", "NaN", "sNaN", "Infinity"],
)
def test_refuses_other_quantities(quantity: str) -> None:
    with pytest.raises(InvalidNumber) as refused:
        offer(line(), line(quantity=quantity))

    assert refused.value.field == "line_items[1].quantity"


@pytest.mark.parametrize("number", [2, 2.0, True, "2", None])
def test_refuses_quantities_that_are_no_exact_decimals(number: Any) -> None:
    with pytest.raises(InvalidNumber) as refused:
        offer(LineItem(description="Gutters", quantity=number, unit_price=100_00))

    assert refused.value.field == "line_items[0].quantity"


@pytest.mark.parametrize("price", [-1, 10**12 + 1, 1.0, True, "100", Decimal(100), None])
def test_refuses_unit_prices_that_are_no_sensible_whole_minor_units(price: Any) -> None:
    with pytest.raises(InvalidNumber) as refused:
        offer(line(price))

    assert refused.value.field == "line_items[0].unit_price"


@pytest.mark.parametrize("rate", ["0", "0.0825", "0.082512", "1"])
def test_takes_tax_rates_from_nothing_to_the_whole(rate: str) -> None:
    assert offer(line(tax_rate=rate)).line_items[0].tax_rate == Decimal(rate)


@pytest.mark.parametrize("rate", ["-0.01", "1.01", "0.0825125", "NaN"])
def test_refuses_other_tax_rates(rate: str) -> None:
    with pytest.raises(InvalidNumber) as refused:
        offer(options=(option(line()), option(line(tax_rate=rate))))

    assert refused.value.field == "options[1].line_items[0].tax_rate"


@pytest.mark.parametrize("percent", [Decimal(-1), Decimal("100.1"), Decimal("1.00001"), 10, 10.0, "10"])
def test_refuses_percentages_that_are_none(percent: Any) -> None:
    with pytest.raises(InvalidNumber) as refused:
        offer(line(), discount=Discount("percent", percent))

    assert refused.value.field == "discount.value"


@pytest.mark.parametrize("amount", [-1, 10**12 + 1, Decimal(5), 5.0, True])
def test_refuses_fixed_amounts_that_are_no_whole_minor_units(amount: Any) -> None:
    with pytest.raises(InvalidNumber) as refused:
        offer(options=(option(line(), discount=Discount("fixed", amount)),))

    assert refused.value.field == "options[0].discount.value"


def test_refuses_a_discount_of_an_unknown_kind() -> None:
    with pytest.raises(InvalidOffer) as refused:
        offer(line(discount=Discount("half", 1)))  # type: ignore[arg-type]

    assert refused.value.field == "line_items[0].discount.kind"


def test_refuses_a_fixed_deposit_larger_than_all_there_is_to_pay() -> None:
    with pytest.raises(InvalidOffer) as refused:
        offer(line(100_00), options=(option(line(50_00)),), deposit=Deposit("fixed", 150_01))

    assert refused.value.field == "deposit.value"


@pytest.mark.shows("PAY-6")
def test_refuses_a_fixed_deposit_that_nobody_can_pay() -> None:
    with pytest.raises(InvalidOffer, match="a multiple of 10: KWD") as refused:
        offer(line(50_000), currency="KWD", deposit=Deposit("fixed", 12_345))

    assert refused.value.field == "deposit.value"


def test_takes_a_fixed_deposit_of_all_there_is_to_pay() -> None:
    whole = offer(line(100_00), options=(option(line(50_00, tax_rate="0.1")),), deposit=Deposit("fixed", 155_00))

    assert whole.deposit == Deposit("fixed", 155_00)


@pytest.mark.parametrize("currency", ["usd", "", "DOLLAR", "QQQ", None, 840])
def test_refuses_unknown_currencies(currency: Any) -> None:
    with pytest.raises(InvalidOffer) as refused:
        offer(line(), currency=currency)

    assert refused.value.field == "currency"


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": None}, "title"),
        ({"title": "House\0wash"}, "title"),
        ({"terms": "x" * 50_001}, "terms"),
        ({"terms": "half a surrogate: \ud83d"}, "terms"),
        ({"line_items": (line(description=""),)}, "line_items[0].description"),
        ({"line_items": (line(description="x" * 501),)}, "line_items[0].description"),
        ({"line_items": (line(scope="x" * 10_001),)}, "line_items[0].scope"),
        ({"options": (option(line(), name=" "),)}, "options[0].name"),
        ({"options": (option(line(), description="\x07"),)}, "options[0].description"),
        ({"maintenance_plans": (plan(name=""),)}, "maintenance_plans[0].name"),
    ],
)
def test_refuses_texts_that_are_empty_too_long_or_not_storable(content: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidText) as refused:
        offer(**{"line_items": (line(),)} | content)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"line_items": ()}, "line_items"),
        ({"line_items": tuple(line() for _ in range(101))}, "line_items"),
        ({"line_items": (), "options": (option(),)}, "options[0].line_items"),
        ({"options": tuple(option(line()) for _ in range(11))}, "options"),
        ({"options": (option(line(), *(line() for _ in range(100))),)}, "options[0].line_items"),
        ({"options": tuple(option(line(), recommended=True) for _ in range(2))}, "options[1].recommended"),
        ({"maintenance_plans": tuple(plan() for _ in range(11))}, "maintenance_plans"),
        ({"maintenance_plans": (plan(starts_on="2027-01-01"),)}, "maintenance_plans[0].starts_on"),
        ({"maintenance_plans": (plan(renews=1),)}, "maintenance_plans[0].renews"),
        ({"line_items": (line(optional="no"),)}, "line_items[0].optional"),
        ({"line_items": (line(id="1"),)}, "line_items[0].id"),
        ({"line_items": (line(id=item_id(1).upper().replace("F", "f") + " "),)}, "line_items[0].id"),
        ({"line_items": (line(id=item_id(1)), line(id=item_id(1)))}, "line_items[1].id"),
        (
            {"line_items": (line(id=item_id(1)),), "options": (option(line(id=item_id(1))),)},
            "options[0].line_items[0].id",
        ),
        ({"expires_on": datetime(2026, 12, 1)}, "expires_on"),  # noqa: DTZ001
        ({"expires_on": "2026-12-01"}, "expires_on"),
        ({"record_type": "roofing"}, "record_type"),
        ({"line_items": tuple(line(10**12, "900") for _ in range(2))}, "line_items"),
    ],
)
def test_refuses_what_does_not_hang_together(content: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidOffer) as refused:
        offer(**{"line_items": (line(),)} | content)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"visits_per_year": 0}, "maintenance_plans[0].visits_per_year"),
        ({"visits_per_year": 367}, "maintenance_plans[0].visits_per_year"),
        ({"visits_per_year": 4.0}, "maintenance_plans[0].visits_per_year"),
        ({"price_per_visit": -1}, "maintenance_plans[0].price_per_visit"),
        ({"term_months": 0}, "maintenance_plans[0].term_months"),
        ({"term_months": True}, "maintenance_plans[0].term_months"),
        ({"term_months": 121}, "maintenance_plans[0].term_months"),
    ],
)
def test_refuses_plans_that_cannot_be_kept(content: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidNumber) as refused:
        offer(maintenance_plans=(plan(**content),))

    assert refused.value.field == field


def test_an_option_may_be_the_common_lines_alone() -> None:
    assert offer(line(), options=(option(),)).options[0].line_items == ()


@pytest.mark.parametrize("month", [1, 12])
def test_takes_a_calendar_day_to_expire_on(month: int) -> None:
    assert offer(line(), expires_on=date(2026, month, 1)).expires_on == date(2026, month, 1)


@pytest.mark.shows("HOL-1")
def test_keeps_a_holiday_design() -> None:
    design = {"zones": [{"name": "Roof line", "feet": 120, "spacing": "0.5"}], "timer": True}

    assert offer(line(), record_type="holiday_lights", holiday=design).holiday == design


@pytest.mark.parametrize(
    "design", [{"feet": 1.5}, {"feet": 2**53}, {"x": {1: "a"}}, {"a": "\0"}, {"\x01": "a"}, {"a": "x" * 100_000}, ["a"]]
)
def test_refuses_a_holiday_design_that_cannot_be_kept_exactly(design: Any) -> None:
    with pytest.raises(Invalid) as refused:
        offer(line(), record_type="holiday_lights", holiday=design)

    assert refused.value.field == "holiday"


def test_refuses_a_holiday_design_nested_without_end() -> None:
    design: dict[str, Any] = {}
    design["again"] = design

    with pytest.raises(InvalidOffer) as refused:
        offer(line(), record_type="holiday_lights", holiday=design)

    assert refused.value.field == "holiday"


def test_refuses_a_holiday_design_on_any_other_record_type() -> None:
    with pytest.raises(InvalidOffer) as refused:
        offer(line(), record_type="asphalt", holiday={})

    assert refused.value.field == "holiday"
