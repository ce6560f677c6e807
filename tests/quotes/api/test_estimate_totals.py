"""What an estimate would come to, asked before there is one."""

from typing import Any

import pytest

from shared.service import Context
from tests.quotes.office import Json, Office, counts, gutters, plans, tiers

PRICED = ("line_items", "options", "maintenance_plans", "discount", "deposit", "currency")


def priced(content: Json) -> Json:
    return {name: value for name, value in content.items() if name in PRICED}


@pytest.mark.shows("EST-1", "EST-2")
@pytest.mark.parametrize(
    "content",
    [
        gutters(discount={"kind": "percent", "value": "7.5"}, deposit={"kind": "percent", "value": "33.3333"}),
        tiers(discount={"kind": "fixed", "value": 33_33}),
        tiers(**plans()),
        gutters(currency="KWD", deposit={"kind": "percent", "value": "50"}),
        plans(),
    ],
    ids=["lines", "tiers", "tiers and a plan", "three decimals", "a plan alone"],
)
def test_the_figures_are_those_of_the_estimate_that_is_then_made(office: Office, content: Json) -> None:
    asked = office.post("/estimates/totals", priced(content))

    document = office.draft(content)["document"]
    assert asked["totals"] == document["totals"]
    assert [option["totals"] for option in asked["options"]] == [option["totals"] for option in document["options"]]
    lines = [{"amount": line["amount"], "total": line["total"]} for line in document["line_items"]]
    assert asked["line_items"] == lines
    years = [plan["price_per_year"] for plan in document["maintenance_plans"]]
    assert [plan["price_per_year"] for plan in asked["maintenance_plans"]] == years


def test_texts_may_be_missing_and_nothing_is_kept(office: Office, context: Context) -> None:
    before = counts(context)
    line = {"quantity": "2", "unit_price": 12_50}

    asked = office.post("/estimates/totals", {"options": [{"line_items": [line]}, {"line_items": [line, line]}]})

    assert (asked["currency"], asked["total_from"], asked["totals"]) == ("USD", 25_00, None)
    assert [option["totals"]["total"] for option in asked["options"]] == [25_00, 50_00]
    assert counts(context) == before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "line_items"),
        ({"line_items": [{"quantity": "0", "unit_price": 1}]}, "line_items[0].quantity"),
        ({"line_items": [{"quantity": "1", "unit_price": 1.5}]}, "line_items[0].unit_price"),
        (priced(gutters(deposit={"kind": "fixed", "value": 999_99})), "deposit.value"),
        (priced(gutters(currency="DOLLARS")), "currency"),
        (gutters(), "title"),
    ],
)
def test_what_an_estimate_would_be_refused_for_is_refused_here(office: Office, body: Any, field: str) -> None:
    refused = office.ask("POST", "/estimates/totals", body)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


def test_whoever_may_only_look_may_reckon(context: Context, office: Office) -> None:
    viewer = Office(context, role="viewer")

    asked = viewer.post("/estimates/totals", priced(gutters()))

    assert asked["totals"] == office.draft()["totals"]
