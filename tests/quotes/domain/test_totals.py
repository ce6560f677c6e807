from decimal import Decimal

import pytest

from services.quotes.domain.errors import InvalidChoice
from services.quotes.domain.offer import Deposit, Discount
from services.quotes.domain.totals import LineTotal, Totals, line_totals, lowest_total, share_out, totals
from tests.quotes.domain.build import item_id, line, offer, option, plan

BASIC, PREMIUM, TICKED = item_id(1), item_id(2), item_id(3)
TEN_PERCENT = Discount("percent", Decimal(10))


@pytest.mark.shows("EST-1")
def test_adds_lines_and_their_tax() -> None:
    sums = totals(offer(line(125_00, "2", "0.08"), line(19_99)))

    assert sums == Totals(subtotal=269_99, discount=0, tax=20_00, total=289_99, deposit_due=0, currency="USD")


@pytest.mark.parametrize(
    ("unit_price", "quantity", "amount"), [(333, "1.5", 500), (1, "0.5", 1), (1, "0.4999", 0), (1999, "0.3333", 666)]
)
def test_rounds_each_line_half_up(unit_price: int, quantity: str, amount: int) -> None:
    assert totals(offer(line(unit_price, quantity))).subtotal == amount


def test_rounds_tax_line_by_line() -> None:
    # 0.5 cents on each line: 1 + 1, where the tax of the sum would be 1.
    assert totals(offer(line(10, tax_rate="0.05"), line(10, tax_rate="0.05"))).tax == 2


@pytest.mark.shows("EST-1")
def test_takes_a_line_discount_off_before_tax() -> None:
    sums = totals(offer(line(100_00, tax_rate="0.1", discount=TEN_PERCENT), line(50_00)))

    assert (sums.subtotal, sums.discount, sums.tax, sums.total) == (150_00, 10_00, 9_00, 149_00)


@pytest.mark.shows("EST-1", "EST-2")
def test_takes_line_package_and_whole_discounts_off_one_after_the_other() -> None:
    content = offer(
        line(100_00, tax_rate="0.1", id=item_id(11)),
        options=(
            option(line(200_00, id=item_id(12), discount=Discount("fixed", 50_00)), id=BASIC, discount=TEN_PERCENT),
        ),
        discount=Discount("fixed", 23_50),
    )

    lines = line_totals(content, option_id=BASIC)

    assert lines == (
        LineTotal(id=item_id(11), amount=100_00, discount=10_00, tax=9_00),
        LineTotal(id=item_id(12), amount=200_00, discount=50_00 + 15_00 + 13_50, tax=0),
    )
    assert totals(content, option_id=BASIC).total == 220_50 == sum(each.total for each in lines)


def test_a_package_discount_leaves_the_common_lines_alone() -> None:
    content = offer(line(100_00), options=(option(line(50_00), id=BASIC, discount=Discount("percent", Decimal(100))),))

    assert totals(content, option_id=BASIC).total == 100_00


@pytest.mark.shows("EST-2")
def test_follows_the_option_chosen() -> None:
    content = offer(line(100_00), options=(option(line(50_00), id=BASIC), option(line(90_00), id=PREMIUM)))

    assert (totals(content, option_id=BASIC).total, totals(content, option_id=PREMIUM).total) == (150_00, 190_00)


@pytest.mark.shows("EST-2")
def test_needs_an_option_where_there_are_options() -> None:
    with pytest.raises(InvalidChoice) as refused:
        totals(offer(options=(option(line()),)))

    assert refused.value.field == "option_id"


@pytest.mark.shows("EST-1")
def test_counts_an_optional_item_only_when_ticked() -> None:
    content = offer(line(100_00), line(30_00, optional=True, id=TICKED))

    assert totals(content).total == 100_00
    assert totals(content, optional_item_ids=frozenset({TICKED})).total == 130_00


def test_refuses_a_ticked_item_of_another_estimate() -> None:
    with pytest.raises(InvalidChoice) as refused:
        totals(offer(line()), optional_item_ids=frozenset({TICKED}))

    assert (refused.value.field, refused.value.extra) == ("optional_item_ids", {"value": TICKED})


@pytest.mark.parametrize("discount", [Discount("fixed", 999_999_00), Discount("percent", Decimal(100))])
def test_a_discount_takes_off_no_more_than_there_is(discount: Discount) -> None:
    sums = totals(offer(line(33_33, tax_rate="0.2"), line(66_67, tax_rate="0.1"), discount=discount))

    assert (sums.discount, sums.tax, sums.total) == (100_00, 0, 0)


@pytest.mark.parametrize(
    ("deposit", "due"),
    [
        (None, 0),
        (Deposit("fixed", 40_00), 40_00),
        (Deposit("percent", Decimal(30)), 29_70),
        (Deposit("percent", Decimal("33.3333")), 33_00),
        (Deposit("fixed", 99_50), 99_00),
    ],
)
@pytest.mark.shows("EST-1")
def test_a_deposit_is_fixed_or_a_part_of_the_total_and_never_more(deposit: Deposit | None, due: int) -> None:
    assert totals(offer(line(110_00), discount=TEN_PERCENT, deposit=deposit)).deposit_due == due


@pytest.mark.shows("EST-1", "PAY-6")
@pytest.mark.parametrize(
    ("currency", "price", "percent", "due"),
    [
        ("KWD", 12_345, 25, 3_090),
        ("KWD", 12_345, 100, 12_340),
        ("KWD", 90, 5, 0),  # 4.5, of which rounding to 5 first would make 10
        ("TND", 99_999, 33, 33_000),
        ("MGA", 1_234_56, 50, 617_00),
        ("ISK", 12_345, 25, 3_086),
        ("HUF", 12_345_67, 10, 1_234_57),
    ],
)
def test_a_part_of_the_total_can_be_paid_in_its_currency(currency: str, price: int, percent: int, due: int) -> None:
    deposit = Deposit("percent", Decimal(percent))

    assert totals(offer(line(price), currency=currency, deposit=deposit)).deposit_due == due


@pytest.mark.parametrize("currency", ["JPY", "KWD"])
def test_counts_in_the_minor_unit_of_any_currency(currency: str) -> None:
    sums = totals(offer(line(1_005, "1", "0.1"), currency=currency))

    assert sums == Totals(subtotal=1_005, discount=0, tax=101, total=1_106, deposit_due=0, currency=currency)


def test_leaves_maintenance_plans_out() -> None:
    assert totals(offer(line(10_00), maintenance_plans=(plan(),))).total == 10_00


def test_the_lowest_total_is_that_of_the_cheapest_option() -> None:
    content = offer(line(5_00), options=(option(line(90_00)), option(line(50_00), line(10_00, optional=True))))

    assert lowest_total(content) == 55_00
    assert lowest_total(offer(line(5_00))) == 5_00


@pytest.mark.parametrize(
    ("amount", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (10, [5, 3, 2], [5, 3, 2]),
        (7, [0, 7, 0], [0, 7, 0]),
        (1, [1, 99], [0, 1]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
    ],
)
def test_shares_out_by_largest_remainder(amount: int, weights: list[int], shares: list[int]) -> None:
    assert share_out(amount, weights) == shares
