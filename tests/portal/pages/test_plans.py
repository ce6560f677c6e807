"""A maintenance plan has a price per visit. It is no part of a total, and an offer of plans alone has none."""

from dataclasses import replace

import pytest

from services.portal.pages.quote_document import Quote
from services.portal.pages.quote_views import QuotePage, TotalsFragment
from services.portal.pages.rendering import render
from tests.portal.pages.parsed import ParsedPage
from tests.portal.pages.sample_pages import PROPOSAL, TOTALS
from tests.portal.pages.sample_quotes import ACCEPTANCE, PLAN_QUOTE, QUOTE, SHELL

pytestmark = pytest.mark.shows("EST-2")
WITH_PLAN: Quote = {**QUOTE, "selection": {**QUOTE["selection"], "maintenance_plan_id": "m2"}}
PLAN_OFFER: Quote = {**QUOTE, "kind": "maintenance"}


def text_of(page: QuotePage, part: str) -> str:
    """Without spaces, as labels and values have none between them."""
    return "".join(ParsedPage(render("customer/quote.html", page)).one(part).text.split())


def said(words: str) -> str:
    return words.replace(" ", "")


def test_an_offer_of_plans_alone_costs_what_a_visit_costs() -> None:
    page = replace(PROPOSAL, quote=PLAN_QUOTE)

    text = text_of(page, "main")

    assert said("Your plan Plan Every season Visits a year 4 Per visit $490.00") in text
    assert said("You are accepting this maintenance plan for $490.00 per visit.") in text
    assert "Total$0.00" not in text


def test_the_piece_that_follows_the_choice_says_the_same() -> None:
    plan = PLAN_QUOTE["document"]["maintenance_plans"][0]
    totals = PLAN_QUOTE["selection"]["totals"]

    piece = ParsedPage(
        render(TOTALS, TotalsFragment(shell=SHELL, currency="USD", totals=totals, plan=plan, plans_only=True))
    ).one("dl")

    assert (piece.get("id"), piece.get("data-total"), piece.get("data-deposit")) == ("totals", "$590.00 per visit", "")


def test_beside_other_work_the_plan_stands_below_the_total() -> None:
    with_plan = text_of(replace(PROPOSAL, quote=WITH_PLAN), "aside")
    without = text_of(replace(PROPOSAL, quote=QUOTE), "aside")

    assert said("Total $2,557.41") in with_plan
    assert said("Twice a year $590.00 per visit") in with_plan
    assert "pervisit" not in without.partition("Your total")[2]


@pytest.mark.parametrize(
    ("quote", "words"),
    [(PLAN_OFFER, "accepting Standard for"), ({**PLAN_OFFER, "selection": PLAN_QUOTE["selection"]}, "this offer for")],
)
def test_nobody_is_said_to_accept_a_plan_that_is_not_chosen(quote: Quote, words: str) -> None:
    assert said(words) in text_of(replace(PROPOSAL, quote=quote), "main")


@pytest.mark.shows("SGN-2")
@pytest.mark.parametrize(
    ("quote", "total", "words"),
    [
        (PLAN_QUOTE, 0, "Maintenance plan Every season, $490.00 per visit Signed by"),
        (WITH_PLAN, 255_741, "Maintenance plan Twice a year, $590.00 per visit Total $2,557.41"),
        (QUOTE, 255_741, "Package Standard Total $2,557.41"),
    ],
)
def test_what_was_accepted_names_the_plan(quote: Quote, total: int, words: str) -> None:
    acceptance = {**ACCEPTANCE, "total": total, "deposit_due": 0}
    accepted: Quote = {**quote, "status": "accepted", "acceptance": acceptance}  # type: ignore[typeddict-item]

    assert said(words) in text_of(replace(PROPOSAL, quote=accepted), "main")
