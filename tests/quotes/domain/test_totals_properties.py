import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from services.quotes.domain.document import document, offer_from
from services.quotes.domain.offer import Deposit, Discount, LineItem, Offer, Option
from services.quotes.domain.totals import line_totals, share_out, totals
from shared.money import payable_step

PRICES = st.one_of(st.integers(0, 50_000), st.integers(0, 10**9))
PERCENTS = st.decimals(0, 100, places=2)
DISCOUNTS = (
    st.none() | st.builds(Discount, st.just("fixed"), PRICES) | st.builds(Discount, st.just("percent"), PERCENTS)
)
LINES = st.builds(
    LineItem,
    description=st.just("Work"),
    quantity=st.decimals(Decimal("0.0001"), 10_000, places=4),
    unit_price=PRICES,
    tax_rate=st.decimals(0, 1, places=4) | st.just(Decimal(0)),
    optional=st.booleans(),
    discount=DISCOUNTS,
)
OPTIONS = st.builds(
    Option, name=st.just("Package"), line_items=st.lists(LINES, min_size=1, max_size=4).map(tuple), discount=DISCOUNTS
)
OFFERS = st.builds(
    Offer,
    title=st.just("Estimate"),
    currency=st.sampled_from(["USD", "JPY", "ISK", "KWD"]),
    line_items=st.lists(LINES, min_size=1, max_size=4).map(tuple),
    options=st.lists(OPTIONS, max_size=2).map(tuple),
    discount=DISCOUNTS,
    deposit=st.none() | st.builds(Deposit, st.just("percent"), PERCENTS),
)


def _choice(offer: Offer, *, tick: bool) -> tuple[str | None, frozenset[str]]:
    option = offer.options[0] if offer.options else None
    items = offer.line_items + (option.line_items if option else ())
    return option.id if option else None, frozenset(item.id for item in items if item.optional and tick)


@given(OFFERS, st.booleans())
@settings(max_examples=100)
def test_the_figures_agree_and_none_is_negative(offer: Offer, tick: bool) -> None:
    option_id, ticked = _choice(offer, tick=tick)

    sums = totals(offer, option_id=option_id, optional_item_ids=ticked)
    lines = line_totals(offer, option_id=option_id, optional_item_ids=ticked)

    assert sums.total == sums.subtotal - sums.discount + sums.tax
    assert sums.subtotal == sum(each.amount for each in lines)
    assert sums.discount == sum(each.discount for each in lines)
    assert sums.total == sum(each.total for each in lines)
    assert all(0 <= each.discount <= each.amount and each.tax >= 0 for each in lines)
    assert 0 <= sums.deposit_due <= sums.total


def _left(amount: Fraction, discount: Discount | None) -> Fraction:
    """What a discount leaves of `amount`, as fractions have it."""
    if discount is None:
        return amount
    off = amount * Fraction(discount.value) / 100 if discount.kind == "percent" else Fraction(discount.value)
    return amount - min(off, amount)


def _exact(offer: Offer, option: Option | None, ticked: frozenset[str]) -> tuple[Fraction, Fraction]:
    """The least and the most that the total can be without any rounding, whichever lines the discounts fall on."""

    def left(items: tuple[LineItem, ...]) -> Fraction:
        counted = [item for item in items if not item.optional or item.id in ticked]
        return sum((_left(Fraction(item.quantity) * item.unit_price, item.discount) for item in counted), Fraction())

    packaged = _left(left(option.line_items), option.discount) if option else Fraction()
    net = _left(left(offer.line_items) + packaged, offer.discount)
    rates = [item.tax_rate for item in offer.line_items + (option.line_items if option else ())]
    return net * (1 + Fraction(min(rates))), net * (1 + Fraction(max(rates)))


@given(OFFERS, st.booleans())
@settings(max_examples=150)
def test_no_total_strays_from_the_exact_one_by_more_than_its_roundings(offer: Offer, tick: bool) -> None:
    option_id, ticked = _choice(offer, tick=tick)
    least, most = _exact(offer, offer.options[0] if option_id else None, ticked)

    sums = totals(offer, option_id=option_id, optional_item_ids=ticked)

    # Two for each line (its amount and its own discount), two for the discounts over all, doubled by taxes of 100 %,
    # and one for the tax of each line; half a minor unit each at most.
    lines = len(line_totals(offer, option_id=option_id, optional_item_ids=ticked))
    slack = Fraction(2 * (2 * lines + 2) + lines, 2)
    assert least - slack <= sums.total <= most + slack


@given(st.integers(0, 10**12), PERCENTS, st.sampled_from(["USD", "JPY", "ISK", "KWD"]))
def test_a_deposit_is_the_nearest_amount_that_can_be_paid_online(total: int, percent: Decimal, currency: str) -> None:
    due = Deposit("percent", percent).due(total, currency)

    step, exact = payable_step(currency), total * Fraction(percent) / 100
    assert due % step == 0
    # Where the last digit cannot be paid online, nor can all of the total.
    assert abs(due - exact) <= Fraction(step, 2) or due == total // step * step


@given(OFFERS, st.integers())
@settings(max_examples=60)
def test_the_order_of_lines_and_options_changes_nothing(offer: Offer, seed: int) -> None:
    option_id, ticked = _choice(offer, tick=True)
    dice = random.Random(seed)  # noqa: S311 - shuffles test data
    shuffled = replace(
        offer,
        line_items=tuple(dice.sample(offer.line_items, len(offer.line_items))),
        options=tuple(
            replace(option, line_items=tuple(dice.sample(option.line_items, len(option.line_items))))
            for option in reversed(offer.options)
        ),
    )

    assert totals(shuffled, option_id=option_id, optional_item_ids=ticked) == totals(
        offer, option_id=option_id, optional_item_ids=ticked
    )
    assert set(line_totals(shuffled, option_id=option_id, optional_item_ids=ticked)) == set(
        line_totals(offer, option_id=option_id, optional_item_ids=ticked)
    )


@given(OFFERS)
@settings(max_examples=60)
def test_a_document_gives_its_offer_back(offer: Offer) -> None:
    assert offer_from(document(offer)) == offer


@given(st.lists(st.integers(0, 10**15), max_size=20), st.data())
def test_shares_add_up_and_none_exceeds_its_weight(weights: list[int], data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, sum(weights)))

    shares = share_out(amount, weights)

    assert sum(shares) == amount
    assert all(0 <= share <= weight for share, weight in zip(shares, weights, strict=True))
