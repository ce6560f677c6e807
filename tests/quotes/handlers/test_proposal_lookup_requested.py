"""Somebody has looked up what is open for an email address or phone number."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine

from services.quotes.adapters.links import Links
from services.quotes.manifest import service
from services.quotes.queries.customers import get_customer
from services.quotes.tasks import send_found
from shared.clock import utc_now
from shared.events.portal import ProposalLookupRequested
from shared.ids import new_id
from shared.messaging.inbox import retry_due
from shared.service import Context
from shared.tokens import KeyRing
from tests.conftest import OpenService
from tests.quotes.office import NEIGHBOUR, WORKSPACE, Office, Visitor, counts, gutters, open_workspace, plans, tiers
from tests.support.services import deliver, published, run_tasks

LAST_DAY = "2026-11-30"
BEFORE = datetime(2026, 11, 20, 12, tzinfo=UTC)
LAST_EVENING_IN_NEW_YORK = datetime(2026, 12, 1, 3, tzinfo=UTC)
NEXT_DAY_IN_NEW_YORK = datetime(2026, 12, 1, 6, tzinfo=UTC)

Json = dict[str, Any]


def look_up(
    context: Context, *, email: str | None = None, phone: str | None = None, workspace_id: UUID = WORKSPACE
) -> list[Json]:
    """Looks up, in the forms in which contacts are compared; returns what is to be sent."""
    before = len(published(context, "ProposalLookupAnswered"))
    deliver(context, ProposalLookupRequested(workspace_id=workspace_id, lookup_id=new_id(), email=email, phone=phone))
    run_tasks(context)
    return [event["data"] for event in published(context, "ProposalLookupAnswered")][before:]


def numbers(answer: Json) -> list[str]:
    return [record["number"] for record in answer["records"]]


@pytest.mark.shows("LKP-1", "LKP-3", "ACC-2")
def test_all_that_is_open_goes_to_the_address_on_file_at_once(context: Context, office: Office) -> None:
    customer_id = office.customer(name="Pat Doe", email="Pat@Example.com", phone="(212) 555-0100")
    first = office.sent(gutters(expires_on="2099-12-31"), customer_id=customer_id)
    second = office.sent(tiers(), customer_id=customer_id)

    by_email, by_phone = look_up(context, email="pat@example.com"), look_up(context, phone="+12125550100")

    (answer,) = by_email
    assert answer["customer_email"] == "Pat@Example.com"
    assert numbers(answer) == [first["number"], second["number"]]
    assert answer["records"][0] | {"link": "", "estimate_id": "", "customer_id": ""} == {
        "estimate_id": "",
        "number": first["number"],
        "title": "Gutters",
        "kind": "estimate",
        "customer_id": "",
        "customer_name": "Pat Doe",
        "link": "",
        "currency": "USD",
        "total_from": 214_00,
        "expires_on": "2099-12-31",
    }
    assert [numbers(one) for one in by_phone] == [numbers(answer)]


@pytest.mark.shows("ACC-2")
@pytest.mark.parametrize(
    "on_file", ["(212) 555-0100", "212.555.0100", "+1 212 555 0100", "1-212-555-0100", "2125550100"]
)
def test_a_phone_number_is_found_however_the_office_wrote_it(context: Context, office: Office, on_file: str) -> None:
    estimate = office.sent(customer_id=office.customer(phone=on_file))

    (answer,) = look_up(context, phone="+12125550100")

    assert numbers(answer) == [estimate["number"]]


@pytest.mark.shows("LKP-1")
def test_nothing_at_all_happens_for_whom_nobody_knows(context: Context, office: Office) -> None:
    office.sent()
    before = counts(context)

    answers = [*look_up(context, email="stranger@example.com"), *look_up(context, phone="+12125550199")]

    assert answers == []
    assert counts(context) == before


@pytest.mark.shows("LKP-3")
def test_only_what_is_still_open_is_sent(context: Context, office: Office, visitor: Visitor) -> None:
    customer_id = office.customer()
    office.draft(customer_id=customer_id)
    accepted, declined, void, viewed, questioned = (office.sent(customer_id=customer_id) for _ in range(5))
    visitor.accept(accepted["token"])
    visitor.do(declined["token"], "decline", {})
    office.post(f"/estimates/{void['estimate_id']}/void", {})
    visitor.do(viewed["token"], "view", {"version": 1})
    visitor.do(questioned["token"], "notes", {"text": "Later, please.", "request_changes": True})

    (answer,) = look_up(context, email="pat@example.com")

    assert office.estimate(questioned["estimate_id"])["status"] == "changes_requested"
    assert numbers(answer) == [viewed["number"], questioned["number"]]


@pytest.mark.shows("LKP-3")
def test_the_last_day_is_that_of_the_business(context: Context, office: Office) -> None:
    with time_machine.travel(BEFORE):
        office.sent(gutters(expires_on=LAST_DAY))

    with time_machine.travel(LAST_EVENING_IN_NEW_YORK):
        on_the_last_day = look_up(context, email="pat@example.com")
    with time_machine.travel(NEXT_DAY_IN_NEW_YORK):
        after_it = look_up(context, email="pat@example.com")

    assert (len(on_the_last_day), after_it) == (1, [])


@pytest.mark.shows("LKP-3", "LNK-3", "LNK-6")
def test_each_has_the_link_of_its_kind_and_form(context: Context, office: Office, visitor: Visitor) -> None:
    customer_id = office.customer()
    saved = office.sent(gutters(), customer_id=customer_id)
    office.sent(tiers(), customer_id=customer_id, public_token=False)
    office.sent(plans(), customer_id=customer_id, public_token=False)

    (answer,) = look_up(context, email="pat@example.com")

    links = [record["link"] for record in answer["records"]]
    assert [record["kind"] for record in answer["records"]] == ["estimate", "proposal", "maintenance"]
    assert links[0] == saved["link"]
    assert [link.split("/")[3] for link in links] == ["quote", "l", "l"]
    assert [visitor.page(link.rpartition("/")[2])["kind"] for link in links] == ["estimate", "proposal", "maintenance"]


@pytest.mark.shows("LNK-6")
def test_what_has_become_a_package_is_linked_as_one(context: Context, office: Office) -> None:
    estimate = office.sent(gutters(), public_token=False)
    office.ask("PATCH", f"/estimates/{estimate['estimate_id']}", tiers())

    (answer,) = look_up(context, email="pat@example.com")

    assert answer["records"][0]["kind"] == "proposal"


@pytest.mark.shows("LKP-3", "EXT-3")
def test_several_customers_on_one_address_are_told_in_one_message(context: Context, office: Office) -> None:
    for name, email in (("Pat Doe", "home@example.com"), ("Sam Hill", "HOME@example.com ")):
        office.sent(customer_id=office.customer(name=name, email=email))

    (answer,) = look_up(context, email="home@example.com")

    assert [record["customer_name"] for record in answer["records"]] == ["Pat Doe", "Sam Hill"]


@pytest.mark.shows("LKP-1", "LNK-11")
def test_who_shares_a_phone_gets_only_their_own_at_their_own_address(context: Context, office: Office) -> None:
    for name in ("pat", "sam"):
        office.sent(customer_id=office.customer(name=name, email=f"{name}@example.com", phone="2125550100"))

    answers = look_up(context, phone="+12125550100")

    told = {answer["customer_email"]: [record["customer_name"] for record in answer["records"]] for answer in answers}
    assert told == {"pat@example.com": ["pat"], "sam@example.com": ["sam"]}
    assert len({answer["lookup_id"] for answer in answers}) == 1


@pytest.mark.shows("LKP-1")
def test_who_has_no_address_on_file_is_sent_nothing(context: Context, office: Office) -> None:
    customer_id = office.customer(phone="2125550100")
    estimate = office.sent(customer_id=customer_id)
    with context.database.begin() as session:
        customer = get_customer(session, WORKSPACE, UUID(customer_id))
        customer.reach_at(None, "2125550100", region="US", now=utc_now())

    answers = look_up(context, phone="+12125550100")

    assert answers == []
    assert office.actions(estimate["estimate_id"]) == ["drafted", "sent"]


@pytest.mark.shows("LKP-3")
def test_a_workspace_finds_its_own_customers_only(context: Context, office: Office) -> None:
    open_workspace(context, NEIGHBOUR)
    office.sent()
    theirs = Office(context, NEIGHBOUR).sent(tiers())

    (answer,) = look_up(context, email="pat@example.com", workspace_id=NEIGHBOUR)

    assert [record["estimate_id"] for record in answer["records"]] == [theirs["estimate_id"]]


@pytest.mark.shows("LKP-3", "EST-3")
def test_the_history_tells_that_the_link_went_out_and_nothing_else_changes(context: Context, office: Office) -> None:
    estimate = office.sent()

    (answer,) = look_up(context, email="pat@example.com")

    line = office.get(f"/estimates/{estimate['estimate_id']}/history")["items"][-1]
    after = office.estimate(estimate["estimate_id"])
    assert (line["action"], line["actor_kind"], line["ip"]) == ("link_looked_up", "system", None)
    assert line["details"] == {"lookup_id": answer["lookup_id"], "kind": "estimate", "channel": "email"}
    assert {name for name in after if after[name] != estimate[name]} <= {"updated_at"}


@pytest.mark.shows("NOT-2")
def test_a_task_that_runs_twice_answers_once(context: Context, office: Office) -> None:
    estimate = office.sent()
    task = {"workspace_id": str(WORKSPACE), "lookup_id": str(new_id()), "estimate_ids": [estimate["estimate_id"]]}

    for _ in range(2):
        send_found.run(context, **task)

    assert len(published(context, "ProposalLookupAnswered")) == 1
    assert office.actions(estimate["estimate_id"]) == ["drafted", "sent", "link_looked_up"]


@pytest.mark.shows("LKP-3")
def test_what_has_ended_before_the_links_are_made_is_left_out(context: Context, office: Office) -> None:
    gone, left = office.sent(), office.sent(tiers(), customer_id=office.customer())
    ids = [gone["estimate_id"], left["estimate_id"], str(new_id())]
    office.post(f"/estimates/{gone['estimate_id']}/void", {})

    send_found.run(context, workspace_id=str(WORKSPACE), lookup_id=str(new_id()), estimate_ids=ids)

    (answer,) = published(context, "ProposalLookupAnswered")
    assert numbers(answer["data"]) == [left["number"]]


@pytest.mark.shows("LNK-4", "LNK-5")
def test_without_a_secret_what_has_a_token_of_its_own_is_still_sent(context: Context, office: Office) -> None:
    customer_id = office.customer()
    office.sent(gutters(), customer_id=customer_id, public_token=False)
    saved = office.sent(gutters(), customer_id=customer_id)
    links = Links(KeyRing(()), "http://portal.test")

    (answer,) = look_up(replace(context, adapters=replace(context.adapters, links=links)), email="pat@example.com")

    assert numbers(answer) == [saved["number"]]


@pytest.mark.shows("EVT-3")
def test_a_look_up_waits_for_its_workspace(open_service: OpenService) -> None:
    context = open_service(service)
    requested = ProposalLookupRequested(workspace_id=WORKSPACE, lookup_id=new_id(), email="pat@example.com")
    deliver(context, requested, dead_ok=True)
    open_workspace(context)
    Office(context).sent()

    retry_due(context)
    run_tasks(context)

    assert len(published(context, "ProposalLookupAnswered")) == 1
