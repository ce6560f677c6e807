"""What a page shows as chosen."""

from services.quotes.domain.document import document
from services.quotes.domain.selection import Selection, select
from services.quotes.domain.totals import totals
from tests.quotes.domain.build import item_id, line, offer, option, plan

BASIC, PREMIUM, COMMON_EXTRA, PREMIUM_EXTRA, YEARLY = (item_id(number) for number in range(1, 6))
CONTENT = offer(
    line(10_00, tax_rate="0.1"),
    line(5_00, optional=True, id=COMMON_EXTRA),
    options=(
        option(line(100_00), id=BASIC),
        option(line(200_00), line(7_00, optional=True, id=PREMIUM_EXTRA), name="Premium", recommended=True, id=PREMIUM),
    ),
    maintenance_plans=(plan(id=YEARLY),),
)
DOCUMENT = document(CONTENT)


def _shown(option_id: str, *ticked: str) -> dict[str, int]:
    return totals(CONTENT, option_id=option_id, optional_item_ids=frozenset(ticked)).figures()


def test_what_fits_is_chosen_with_its_exact_totals() -> None:
    chosen = select(
        DOCUMENT, option_id=BASIC, maintenance_plan_id=YEARLY, optional_item_ids=[COMMON_EXTRA, COMMON_EXTRA]
    )

    assert chosen == Selection(BASIC, YEARLY, (COMMON_EXTRA,), _shown(BASIC, COMMON_EXTRA))


def test_nothing_asked_for_is_the_recommended_option_without_extras() -> None:
    assert select(DOCUMENT) == Selection(PREMIUM, None, (), _shown(PREMIUM))


def test_without_a_recommendation_the_first_option_suggests_itself() -> None:
    plain = document(offer(options=(option(line(100_00), id=BASIC), option(line(200_00), name="Premium"))))

    assert select(plain).option_id == BASIC


def test_what_does_not_fit_is_left_out_instead_of_refused() -> None:
    chosen = select(
        DOCUMENT, option_id=BASIC, maintenance_plan_id="gone", optional_item_ids=[PREMIUM_EXTRA, "\x00", COMMON_EXTRA]
    )

    assert chosen == Selection(BASIC, None, (COMMON_EXTRA,), _shown(BASIC, COMMON_EXTRA))


def test_where_plans_are_all_there_is_the_first_one_is_chosen() -> None:
    plans_only = document(offer(maintenance_plans=(plan(id=YEARLY), plan(name="Monthly"))))

    chosen = select(plans_only)

    assert (chosen.option_id, chosen.maintenance_plan_id, chosen.totals["total"]) == (None, YEARLY, 0)
