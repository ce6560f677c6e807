"""As what a link shows its record: as it was sent or asked for, as long as the record offers that."""

import pytest

from shared.service import Context
from tests.quotes.office import Office, Visitor, gutters, plans, signed, tiers
from tests.support.services import published

pytestmark = pytest.mark.shows("LNK-6")
PLAN = plans()["maintenance_plans"]


@pytest.mark.parametrize("view", ["estimate", "proposal", "maintenance"])
def test_the_address_tells_which_part_of_the_record_comes_first(office: Office, visitor: Visitor, view: str) -> None:
    token = office.sent(tiers(maintenance_plans=PLAN))["token"]

    page = visitor.page(token, f"?view={view}")

    assert (page["kind"], page["purpose"], page["views"]) == ("proposal", view, ["proposal", "maintenance", "estimate"])


@pytest.mark.parametrize("view", ["proposal", "maintenance", "invoice", ""])
def test_what_the_record_does_not_offer_cannot_be_asked_for(office: Office, visitor: Visitor, view: str) -> None:
    token = office.sent(gutters())["token"]

    assert visitor.page(token, f"?view={view}")["purpose"] == "estimate"


def test_a_signed_link_opens_on_what_it_was_sent_as_and_the_address_overrules_it(
    office: Office, visitor: Visitor
) -> None:
    estimate = office.sent(tiers(maintenance_plans=PLAN), public_token=False)
    token = signed(estimate["estimate_id"], purpose="maintenance")

    assert visitor.page(token)["purpose"] == "maintenance"
    assert visitor.page(token, "?view=estimate")["purpose"] == "estimate"


@pytest.mark.parametrize(("sent_as", "query"), [(None, ""), ("proposal", ""), ("maintenance", "?view=maintenance")])
def test_a_link_under_a_token_names_what_it_was_sent_as_where_that_is_not_what_the_record_is(
    office: Office, visitor: Visitor, sent_as: str | None, query: str
) -> None:
    estimate = office.draft(tiers(maintenance_plans=PLAN))

    link = office.post(f"/estimates/{estimate['estimate_id']}/send", {"kind": sent_as})["link"]

    token, _, asked = link.rpartition("/")[2].partition("?")
    assert asked == query.removeprefix("?")
    assert visitor.page(token, query)["purpose"] == (sent_as or "proposal")


def test_a_record_that_became_a_package_is_listed_and_linked_as_one(office: Office, visitor: Visitor) -> None:
    estimate = office.sent(gutters())
    path = f"/estimates/{estimate['estimate_id']}"
    listed = office.get("/estimates")["items"][0]["kind"]

    office.ask("PATCH", path, {"options": tiers()["options"]})

    again = office.post(f"{path}/send", {})["link"]
    assert (listed, office.get("/estimates")["items"][0]["kind"]) == ("estimate", "proposal")
    assert (office.estimate(estimate["estimate_id"])["kind"], again) == ("proposal", estimate["link"])
    assert visitor.page(estimate["token"])["purpose"] == "proposal"


def test_a_record_that_became_a_maintenance_offer_is_one_in_every_new_link(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(gutters(), public_token=False)
    path = f"/estimates/{estimate['estimate_id']}"
    office.ask("PATCH", path, {"maintenance_plans": PLAN})

    shown = office.get(f"{path}/link")["link"].rpartition("/")[2]
    visitor.do(estimate["token"], "renew")

    renewed = published(context, "EstimateSent")[-1]["data"]
    assert renewed["kind"] == "maintenance"
    assert [visitor.page(token)["purpose"] for token in (shown, renewed["link"].rpartition("/")[2])] == [
        "maintenance"
    ] * 2


@pytest.mark.parametrize("view", ["estimate", "proposal", "maintenance"])
def test_a_view_counts_as_the_kind_of_page_it_was(
    office: Office, visitor: Visitor, context: Context, view: str
) -> None:
    estimate = office.sent(tiers(maintenance_plans=PLAN))

    visitor.do(estimate["token"], "view", {"version": 1, "view": view})

    (event,) = published(context, "EstimateViewed")
    line = office.get(f"/estimates/{estimate['estimate_id']}/history")["items"][-1]
    assert (event["data"]["kind"], line["details"]["kind"]) == (view, view)


def test_a_view_by_a_signed_link_counts_as_what_it_was_sent_as(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(tiers(maintenance_plans=PLAN), public_token=False)

    visitor.do(signed(estimate["estimate_id"], purpose="maintenance"), "view", {"version": 1})

    (event,) = published(context, "EstimateViewed")
    assert event["data"]["kind"] == "maintenance"
