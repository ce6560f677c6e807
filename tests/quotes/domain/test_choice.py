import pytest

from services.quotes.domain.choice import Choice, choose
from services.quotes.domain.errors import InvalidChoice
from tests.quotes.domain.build import item_id, line, offer, option, plan

BASIC, PREMIUM, PLAN = item_id(1), item_id(2), item_id(3)
GUTTERS, WINDOWS, ROOF = item_id(11), item_id(12), item_id(13)
ELSEWHERE = item_id(99)

TIERED = offer(
    line(id=GUTTERS),
    options=(
        option(line(), line(id=WINDOWS, optional=True), id=BASIC),
        option(line(), line(id=ROOF, optional=True), id=PREMIUM),
    ),
    maintenance_plans=(plan(id=PLAN),),
)


@pytest.mark.shows("EST-2")
def test_takes_an_option_a_plan_and_ticked_items() -> None:
    choice = choose(TIERED, option_id=PREMIUM, maintenance_plan_id=PLAN, optional_item_ids=[ROOF, ROOF])

    assert choice == Choice(PREMIUM, PLAN, (ROOF,))


def test_asks_for_an_option_where_there_are_options() -> None:
    with pytest.raises(InvalidChoice) as refused:
        choose(TIERED, maintenance_plan_id=PLAN)

    assert refused.value.field == "option_id"


@pytest.mark.parametrize("option_id", [ELSEWHERE, "", GUTTERS])
def test_refuses_an_option_of_another_estimate(option_id: str) -> None:
    with pytest.raises(InvalidChoice) as refused:
        choose(TIERED, option_id=option_id)

    assert (refused.value.field, refused.value.extra) == ("option_id", {"value": option_id})


def test_refuses_an_option_where_there_are_none() -> None:
    with pytest.raises(InvalidChoice) as refused:
        choose(offer(line()), option_id=BASIC)

    assert refused.value.field == "option_id"


@pytest.mark.parametrize(
    ("ticked", "reason"), [(ELSEWHERE, "no item"), (ROOF, "another option"), (GUTTERS, "always included")]
)
def test_refuses_a_ticked_item_that_cannot_be_ticked(ticked: str, reason: str) -> None:
    with pytest.raises(InvalidChoice, match=reason) as refused:
        choose(TIERED, option_id=BASIC, optional_item_ids=[WINDOWS, ticked])

    assert (refused.value.field, refused.value.extra) == ("optional_item_ids", {"value": ticked})


def test_refuses_a_plan_of_another_estimate() -> None:
    with pytest.raises(InvalidChoice) as refused:
        choose(TIERED, option_id=BASIC, maintenance_plan_id=ELSEWHERE)

    assert (refused.value.field, refused.value.extra) == ("maintenance_plan_id", {"value": ELSEWHERE})


def test_asks_for_a_plan_where_there_is_nothing_else() -> None:
    with pytest.raises(InvalidChoice) as refused:
        choose(offer(maintenance_plans=(plan(),)))

    assert refused.value.field == "maintenance_plan_id"


def test_asks_for_a_tick_where_everything_is_optional() -> None:
    with pytest.raises(InvalidChoice) as refused:
        choose(offer(line(optional=True)))

    assert refused.value.field == "optional_item_ids"


def test_takes_a_plan_without_any_optional_item() -> None:
    choice = choose(offer(line(optional=True), maintenance_plans=(plan(id=PLAN),)), maintenance_plan_id=PLAN)

    assert choice == Choice(None, PLAN, ())
