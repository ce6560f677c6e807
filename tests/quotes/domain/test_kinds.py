import pytest

from services.quotes.domain.document import document
from services.quotes.domain.kinds import Contents, Kind, contents_of
from services.quotes.domain.offer import Offer
from tests.quotes.domain.build import line, offer, option, plan

pytestmark = pytest.mark.shows("LNK-6")
PLAIN = offer(line())
PACKAGES = offer(options=(option(line()),))
PACKAGES_AND_LINES = offer(line(), options=(option(line()),))
PLANS = offer(maintenance_plans=(plan(),))
PLANS_AND_LINES = offer(line(), maintenance_plans=(plan(),))
ALL = offer(line(), options=(option(line()),), maintenance_plans=(plan(),))
LIGHTS = offer(options=(option(line()),), record_type="holiday_lights")
ESTIMATE, PROPOSAL, MAINTENANCE, HOLIDAY = "estimate", "proposal", "maintenance", "holiday"


def contents(content: Offer) -> Contents:
    return contents_of(document(content))


@pytest.mark.parametrize(
    ("content", "views"),
    [
        (PLAIN, (ESTIMATE,)),
        (PACKAGES, (PROPOSAL,)),
        (PACKAGES_AND_LINES, (PROPOSAL, ESTIMATE)),
        (PLANS, (MAINTENANCE,)),
        (PLANS_AND_LINES, (MAINTENANCE, ESTIMATE)),
        (ALL, (PROPOSAL, MAINTENANCE, ESTIMATE)),
        (LIGHTS, (PROPOSAL, HOLIDAY)),
    ],
)
def test_a_record_is_what_it_offers_now_and_can_be_shown_as_each_part_of_it(
    content: Offer, views: tuple[Kind, ...]
) -> None:
    assert (contents(content).kind, contents(content).views) == (views[0], views)


@pytest.mark.parametrize(
    ("content", "asked", "kind"),
    [
        (ALL, (), PROPOSAL),
        (ALL, (MAINTENANCE,), MAINTENANCE),
        (ALL, (None, MAINTENANCE), MAINTENANCE),
        (ALL, (ESTIMATE, MAINTENANCE), ESTIMATE),
        (ALL, ("invoice", MAINTENANCE), MAINTENANCE),
        (PACKAGES, (MAINTENANCE, ESTIMATE), PROPOSAL),
        (PLAIN, (PROPOSAL,), ESTIMATE),
        (PLANS, (PROPOSAL, ESTIMATE), MAINTENANCE),
        (LIGHTS, (HOLIDAY,), HOLIDAY),
        (LIGHTS, (None, HOLIDAY), HOLIDAY),
        (LIGHTS, (), PROPOSAL),
        (ALL, (HOLIDAY,), PROPOSAL),
    ],
)
def test_it_opens_as_the_first_thing_asked_for_that_it_offers(
    content: Offer, asked: tuple[str | None, ...], kind: Kind
) -> None:
    assert contents(content).opened_as(*asked) == kind


@pytest.mark.parametrize(
    ("content", "sent_as", "kind"),
    [
        (PLAIN, ESTIMATE, ESTIMATE),
        (PACKAGES_AND_LINES, ESTIMATE, PROPOSAL),
        (PLANS_AND_LINES, ESTIMATE, MAINTENANCE),
        (ALL, MAINTENANCE, MAINTENANCE),
        (ALL, None, PROPOSAL),
        (LIGHTS, HOLIDAY, HOLIDAY),
    ],
)
def test_one_that_became_more_than_an_estimate_is_not_linked_as_that_again(
    content: Offer, sent_as: Kind | None, kind: Kind
) -> None:
    assert contents(content).linked_as(sent_as) == kind
