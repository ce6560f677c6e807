"""Somebody has looked up holiday lights on the seasonal page: each proposal's own link, and never that page again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from services.quotes.adapters.links import Links
from services.quotes.domain.season import SEASON
from services.quotes.tasks import send_found
from shared.clock import utc_now
from shared.events.portal import ProposalLookupRequested
from shared.ids import new_id
from shared.service import Context
from shared.tokens import KeyRing
from tests.quotes.office import WORKSPACE, Office, Visitor, counts, gutters, open_workspace, signed, tiers
from tests.support.services import deliver, published, run_tasks

pytestmark = pytest.mark.shows("HOL-1", "LNK-3", "LKP-1")

Json = dict[str, Any]
LIGHTS = tiers(record_type="holiday_lights", holiday={"zones": [{"name": "Roof line"}]})


def look_up(context: Context, email: str = "pat@example.com") -> list[Json]:
    """What is to be sent of a look-up on the seasonal page."""
    before = len(published(context, "ProposalLookupAnswered"))
    asked = {"workspace_id": WORKSPACE, "lookup_id": new_id(), "email": email, "record_type": "holiday_lights"}
    deliver(context, ProposalLookupRequested(**asked))
    run_tasks(context)
    return [event["data"] for event in published(context, "ProposalLookupAnswered")][before:]


def links(answer: Json) -> list[str]:
    return [record["link"] for record in answer["records"]]


def test_the_link_opens_the_proposal_itself_its_design_first(
    context: Context, office: Office, visitor: Visitor
) -> None:
    estimate = office.sent(LIGHTS, public_token=False)

    (answer,) = look_up(context)

    assert (answer["record_type"], answer["customer_email"]) == ("holiday_lights", "pat@example.com")
    (link,) = links(answer)
    assert link.startswith("http://portal.test/l/")
    page = visitor.page(link.rpartition("/")[2])
    assert (page["number"], page["purpose"]) == (estimate["number"], "holiday")
    assert office.actions(estimate["estimate_id"]) == ["drafted", "sent", "link_looked_up"]


@pytest.mark.shows("LNK-6")
def test_one_with_a_token_keeps_it_and_opens_as_its_design(context: Context, office: Office, visitor: Visitor) -> None:
    estimate = office.sent(LIGHTS)

    (answer,) = look_up(context)

    assert links(answer) == [f"http://portal.test/quote/{estimate['token']}?view=holiday"]
    assert visitor.page(estimate["token"], "?view=holiday")["purpose"] == "holiday"


@pytest.mark.shows("LNK-3")
def test_what_is_sent_sent_again_and_previewed_still_leads_to_the_seasonal_page(
    context: Context, office: Office
) -> None:
    estimate = office.sent(LIGHTS, public_token=False)
    look_up(context)

    again = office.post(f"/estimates/{estimate['estimate_id']}/send", {})["link"]
    shown = office.get(f"/estimates/{estimate['estimate_id']}/preview")["link"]

    seasonal = f"http://portal.test/portal/bright-{WORKSPACE.hex[-4:]}/holiday-lights"
    assert [again, shown] == [seasonal, seasonal]


def test_nothing_but_holiday_lights_is_sent_pending_or_signed(
    context: Context, office: Office, visitor: Visitor
) -> None:
    customer_id = office.customer()
    office.sent(gutters(), customer_id=customer_id)
    office.draft(LIGHTS, customer_id=customer_id)
    pending, active, declined, void = (office.sent(LIGHTS, customer_id=customer_id) for _ in range(4))
    visitor.accept(active["token"], option_id=LIGHTS["options"][0]["id"])
    visitor.do(declined["token"], "decline", {})
    office.post(f"/estimates/{void['estimate_id']}/void", {})

    (answer,) = look_up(context)

    assert [record["number"] for record in answer["records"]] == [pending["number"], active["number"]]
    with time_machine.travel(utc_now() + SEASON + timedelta(days=1)):
        (next_year,) = look_up(context)
    assert [record["number"] for record in next_year["records"]] == [pending["number"]]


def test_the_day_it_was_good_until_is_told_of_what_is_pending_only(
    context: Context, office: Office, visitor: Visitor
) -> None:
    customer_id = office.customer()
    dated = LIGHTS | {"expires_on": "2099-12-31"}
    office.sent(dated, customer_id=customer_id)
    active = office.sent(dated, customer_id=customer_id)
    visitor.accept(active["token"], option_id=LIGHTS["options"][0]["id"])

    (answer,) = look_up(context)

    assert [record["expires_on"] for record in answer["records"]] == ["2099-12-31", None]


def test_whom_nobody_knows_sets_nothing_off(context: Context, office: Office) -> None:
    office.sent(LIGHTS, public_token=False)
    office.sent(gutters(), customer_id=office.customer(email="sam@example.com"))
    before = counts(context)

    answers = [*look_up(context, "stranger@example.com"), *look_up(context, "sam@example.com")]

    assert answers == []
    assert counts(context) == before


def test_what_has_gone_out_of_season_before_the_links_are_made_is_left_out(context: Context, office: Office) -> None:
    gone = office.sent(LIGHTS, public_token=False)
    left = office.sent(LIGHTS, customer_id=gone["customer"]["customer_id"], public_token=False)
    other = office.sent(gutters(), customer_id=gone["customer"]["customer_id"])
    office.post(f"/estimates/{gone['estimate_id']}/void", {})
    ids = [estimate["estimate_id"] for estimate in (gone, left, other)]

    send_found.run(
        context,
        workspace_id=str(WORKSPACE),
        lookup_id=str(new_id()),
        estimate_ids=ids,
        record_type="holiday_lights",
    )

    (answer,) = published(context, "ProposalLookupAnswered")
    assert [record["number"] for record in answer["data"]["records"]] == [left["number"]]


@pytest.mark.shows("LNK-11", "LNK-1")
def test_the_link_is_revoked_with_the_others_and_the_fresh_one_opens_the_proposal_again(
    context: Context, office: Office, visitor: Visitor
) -> None:
    estimate = office.sent(LIGHTS, public_token=False)
    (answer,) = look_up(context)
    token = links(answer)[0].rpartition("/")[2]
    office.post(f"/estimates/{estimate['estimate_id']}/links/revoke")

    revoked = visitor.ask("GET", f"/public/links/{token}")
    visitor.do(token, "renew")

    assert (revoked.status_code, revoked.json()["code"]) == (410, "link_revoked")
    fresh = published(context, "EstimateSent")[-1]["data"]
    assert (fresh["cause"], fresh["kind"]) == ("renewed", "holiday")
    assert visitor.page(fresh["link"].rpartition("/")[2])["purpose"] == "holiday"


@pytest.mark.shows("LNK-11")
def test_one_link_is_revoked_by_itself(context: Context, office: Office, visitor: Visitor) -> None:
    estimate = office.sent(LIGHTS, public_token=False)
    first, second = (links(answer)[0].rpartition("/")[2] for answer in look_up(context) + look_up(context))

    office.post(f"/estimates/{estimate['estimate_id']}/links/revoke", {"token": first})

    assert [visitor.ask("GET", f"/public/links/{token}").status_code for token in (first, second)] == [410, 200]


@pytest.mark.shows("LNK-1")
def test_an_expired_one_is_renewed_as_what_it_was(context: Context, office: Office, visitor: Visitor) -> None:
    estimate = office.sent(LIGHTS, public_token=False)
    expired = signed(estimate["estimate_id"], purpose="holiday", days=-1)

    refused = visitor.ask("GET", f"/public/links/{expired}")
    visitor.do(expired, "renew")

    assert (refused.status_code, refused.json()["code"]) == (410, "link_expired")
    fresh = published(context, "EstimateSent")[-1]["data"]["link"]
    assert fresh.startswith("http://portal.test/l/")


@pytest.mark.shows("LNK-5", "LNK-4")
def test_without_a_secret_what_has_a_token_of_its_own_is_still_sent(context: Context, office: Office) -> None:
    customer_id = office.customer()
    office.sent(LIGHTS, customer_id=customer_id, public_token=False)
    saved = office.sent(LIGHTS, customer_id=customer_id)
    unsigned = replace(context.adapters, links=Links(KeyRing(()), "http://portal.test"))

    (answer,) = look_up(replace(context, adapters=unsigned))

    assert [record["number"] for record in answer["records"]] == [saved["number"]]


@pytest.mark.shows("LNK-3", "LKP-3")
def test_on_the_proposals_tab_holiday_lights_are_linked_as_they_are_sent(context: Context, office: Office) -> None:
    office.sent(LIGHTS, public_token=False)

    deliver(context, ProposalLookupRequested(workspace_id=WORKSPACE, lookup_id=new_id(), email="pat@example.com"))
    run_tasks(context)

    (answer,) = published(context, "ProposalLookupAnswered")
    assert links(answer["data"])[0].endswith("/holiday-lights")


@pytest.mark.shows("LNK-11")
def test_another_business_finds_nothing_of_ours(context: Context, office: Office) -> None:
    neighbour = new_id()
    open_workspace(context, neighbour, slug="neighbour")
    office.sent(LIGHTS, public_token=False)
    asked = {"workspace_id": neighbour, "lookup_id": new_id(), "email": "pat@example.com"}

    deliver(context, ProposalLookupRequested(**asked, record_type="holiday_lights"))
    run_tasks(context)

    assert published(context, "ProposalLookupAnswered") == []
