"""Leads: what a request becomes, how far the office gets with it, and the estimate it turns into."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import time_machine

from shared.events.portal import EstimateRequested
from shared.ids import new_id
from shared.messaging.inbox import retry_due
from shared.service import Context
from tests.quotes.office import NEIGHBOUR, WORKSPACE, Office, Visitor, open_workspace
from tests.support.images import PDF, SVG, image
from tests.support.services import deliver, published

# A Monday, ten in the morning in New York.
MORNING = datetime(2099, 11, 23, 15, tzinfo=UTC)


def asked(**changes: Any) -> EstimateRequested:
    """Kim Doe asks for a house wash."""
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "request_id": new_id(),
        "name": "Kim Doe",
        "email": "Kim@Example.com",
        "phone": "+12125550143",
        "address": "3 Oak Street",
        "services": ("House wash", "Roof cleaning"),
        "notes": "The gate is open.",
        "requested_at": MORNING,
    }
    return EstimateRequested(**facts | changes)


def lead(context: Context, **changes: Any) -> str:
    """The id of a lead."""
    event = asked(**changes)
    deliver(context, event)
    return str(event.request_id)


def names(office: Office, query: str = "") -> list[str]:
    return [one["name"] for one in office.get(f"/leads{query}")["items"]]


def move(office: Office, lead_id: str, status: str) -> dict[str, Any]:
    answer = office.ask("PATCH", f"/leads/{lead_id}", {"status": status})
    assert answer.status_code == 200, answer.text
    moved: dict[str, Any] = answer.json()
    return moved


@pytest.mark.shows("REQ-2")
def test_a_request_becomes_one_lead_however_often_it_is_told(context: Context, office: Office) -> None:
    event = asked()

    deliver(context, event)
    deliver(context, event)

    (found,) = office.get("/leads")["items"]
    (told,) = published(context, "LeadCreated")
    assert (found["lead_id"], found["status"], found["source"]) == (str(event.request_id), "new", "portal")
    assert (found["services"], found["notes"]) == (["House wash", "Roof cleaning"], "The gate is open.")
    assert told["subject"] == found["lead_id"]
    assert (told["data"]["name"], told["data"]["referral_code"]) == ("Kim Doe", None)


@pytest.mark.shows("REQ-2", "REF-2")
def test_a_code_makes_it_a_referral(context: Context, office: Office) -> None:
    lead(context, referral_code="ABCD2345")
    lead(context, name="Otto")

    (told, _) = published(context, "LeadCreated")

    assert (told["data"]["source"], told["data"]["referral_code"]) == ("referral", "ABCD2345")
    assert names(office, "?source=referral") == ["Kim Doe"]
    assert names(office, "?source=portal") == ["Otto"]


@pytest.mark.shows("REQ-2")
def test_the_clock_starts_when_they_asked_however_late_the_request_arrives(context: Context, office: Office) -> None:
    with time_machine.travel(MORNING + timedelta(hours=3), tick=False):
        lead_id = lead(context)

        found = office.get(f"/leads/{lead_id}")

    assert found["due_at"] == "2099-11-23T16:00:00.000000Z"
    assert found["minutes_left"] == -120


@pytest.mark.shows("REQ-3")
def test_the_clock_counts_hours_of_business_and_stops_at_the_first_answer(context: Context, office: Office) -> None:
    lead_id = lead(context)
    with time_machine.travel(MORNING + timedelta(minutes=48), tick=False):
        left = office.get("/leads")["items"][0]["minutes_left"]
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        over = office.get("/leads")["items"][0]["minutes_left"]
        answered = move(office, lead_id, "contacted")
    with time_machine.travel(MORNING + timedelta(days=2), tick=False):
        back, later = move(office, lead_id, "new"), move(office, lead_id, "quoted")

    assert (left, over) == (12, -9 * 60)
    assert (answered["minutes_left"], answered["answered_at"]) == (None, "2099-11-24T15:00:00.000000Z")
    assert (back["minutes_left"], back["answered_at"]) == (None, answered["answered_at"])
    assert later["answered_at"] == answered["answered_at"]


@pytest.mark.shows("REQ-3")
def test_the_clock_goes_by_the_hours_of_the_business(context: Context) -> None:
    open_workspace(context, NEIGHBOUR, business_hours="sat 09:00-12:00", time_zone="Europe/Berlin")

    lead_id = lead(context, workspace_id=NEIGHBOUR)

    # From Saturday, nine in the morning in Berlin.
    assert Office(context, NEIGHBOUR).get(f"/leads/{lead_id}")["due_at"] == "2099-11-28T09:00:00.000000Z"


@pytest.mark.shows("REQ-3")
def test_each_move_is_in_the_history_with_who_and_when_and_told_once(context: Context, office: Office) -> None:
    lead_id = lead(context)

    for status in ("contacted", "contacted", "quoted", "lost"):
        found = move(office, lead_id, status)

    lines = [(line["action"], line["actor_kind"], line["actor_name"]) for line in found["history"]]
    assert lines == [
        ("created", "customer", "Kim Doe"),
        ("contacted", "office", "Sam Office"),
        ("quoted", "office", "Sam Office"),
        ("lost", "office", "Sam Office"),
    ]
    assert [told["data"]["status"] for told in published(context, "LeadChanged")] == ["contacted", "quoted", "lost"]


@pytest.mark.shows("REQ-3")
def test_one_call_makes_a_draft_for_a_customer_put_on_file(context: Context, office: Office) -> None:
    lead_id = lead(context)

    made, again = (office.ask("POST", f"/leads/{lead_id}/estimate") for _ in range(2))

    estimate = office.estimate(made.json()["estimate_id"])
    (customer,) = office.get("/customers")["items"]
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json() == again.json()
    assert (estimate["status"], estimate["customer"]["customer_id"]) == ("draft", customer["customer_id"])
    assert [item["description"] for item in estimate["document"]["line_items"]] == ["House wash", "Roof cleaning"]
    assert (customer["name"], customer["email"], customer["phone"], customer["address"]) == (
        "Kim Doe", "Kim@Example.com", "+12125550143", "3 Oak Street",
    )  # fmt: skip
    assert office.get(f"/leads/{lead_id}")["status"] == "new"


@pytest.mark.shows("REQ-3", "ACC-2")
@pytest.mark.parametrize(
    "known",
    [{"email": "kim@example.COM", "phone": None}, {"email": None, "phone": "(212) 555-0143"}],
    ids=["by email", "by phone"],
)
def test_whoever_is_on_file_is_found_and_left_as_they_are(
    context: Context, office: Office, known: dict[str, Any]
) -> None:
    customer_id = office.customer(name="K. Doe", address="", **known)
    before = office.get(f"/customers/{customer_id}")
    lead_id = lead(context)

    made = office.post(f"/leads/{lead_id}/estimate")

    assert made["customer_id"] == customer_id
    assert office.get(f"/customers/{customer_id}") == before


def test_a_request_without_services_can_be_priced_all_the_same(context: Context, office: Office) -> None:
    lead_id = lead(context, services=(), email=None)

    estimate = office.estimate(office.post(f"/leads/{lead_id}/estimate")["estimate_id"])

    assert (estimate["title"], len(estimate["document"]["line_items"])) == ("Services", 1)


@pytest.mark.shows("REQ-3")
def test_a_lead_follows_its_estimate_from_sent_to_signed(context: Context, office: Office, visitor: Visitor) -> None:
    lead_id = lead(context)
    estimate_id = office.post(f"/leads/{lead_id}/estimate")["estimate_id"]

    link = office.post(f"/estimates/{estimate_id}/send", {})["link"]
    quoted = office.get(f"/leads/{lead_id}")
    visitor.accept(link.rpartition("/")[2])
    won = office.get(f"/leads/{lead_id}")

    assert (quoted["status"], quoted["minutes_left"]) == ("quoted", None)
    assert won["status"] == "won"
    assert [line["action"] for line in won["history"]] == ["created", "drafted", "quoted", "won"]
    assert [told["data"]["status"] for told in published(context, "LeadChanged")] == ["new", "quoted", "won"]


@pytest.mark.shows("REQ-3")
def test_a_declined_estimate_leaves_its_lead_quoted(context: Context, office: Office, visitor: Visitor) -> None:
    lead_id = lead(context)
    estimate_id = office.post(f"/leads/{lead_id}/estimate")["estimate_id"]
    link = office.post(f"/estimates/{estimate_id}/send", {})["link"]

    declined = visitor.do(link.rpartition("/")[2], "decline", {"version": 1, "reason": "Too dear."})

    assert declined.status_code == 200
    assert office.get(f"/leads/{lead_id}")["status"] == "quoted"


@pytest.mark.shows("REQ-3")
def test_another_workspace_finds_nothing_of_it_and_a_viewer_changes_nothing(context: Context, office: Office) -> None:
    lead_id = lead(context)
    open_workspace(context, NEIGHBOUR)
    neighbour, viewer = Office(context, NEIGHBOUR), Office(context, role="viewer")
    asking = [("GET", "", None), ("PATCH", "", {"status": "won"}), ("POST", "/estimate", None)]

    theirs = [neighbour.ask(method, f"/leads/{lead_id}{part}", body) for method, part, body in asking]
    seen = [viewer.ask(method, f"/leads/{lead_id}{part}", body).status_code for method, part, body in asking]

    assert [(answer.status_code, answer.json()["code"]) for answer in theirs] == [(404, "lead_not_found")] * 3
    assert seen == [200, 403, 403]
    assert neighbour.get("/leads")["items"] == []
    assert office.get(f"/leads/{lead_id}")["status"] == "new"


def test_a_status_there_is_not_is_refused(context: Context, office: Office) -> None:
    lead_id = lead(context)

    answer = office.ask("PATCH", f"/leads/{lead_id}", {"status": "sold"})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "status")


@pytest.mark.shows("REQ-2")
def test_a_request_of_a_workspace_that_is_not_known_yet_waits_for_it(context: Context) -> None:
    event = asked(workspace_id=NEIGHBOUR)
    deliver(context, event, dead_ok=True)
    open_workspace(context, NEIGHBOUR)

    retry_due(context)

    assert names(Office(context, NEIGHBOUR)) == ["Kim Doe"]


@pytest.mark.shows("REQ-3", "EXT-2")
def test_photos_that_come_along_are_on_the_estimate_and_no_file_is_taken_unseen(
    context: Context, office: Office
) -> None:
    lead_id = lead(context)

    def quoted_with(*contents: bytes) -> httpx.Response:
        form = httpx.Request("POST", "/", files=[("photos", ("a.jpg", content, "image/jpeg")) for content in contents])
        named = {"content-type": form.headers["content-type"]}
        return office.ask("POST", f"/leads/{lead_id}/estimate", form.read(), **named)

    refused = [quoted_with(content) for content in (SVG, PDF)]
    unmade = office.get(f"/leads/{lead_id}")["estimate_id"]
    made = quoted_with(image(), image())

    attached = office.get(f"/estimates/{made.json()['estimate_id']}/attachments")["items"]
    assert [answer.status_code for answer in refused] == [422, 422]
    assert unmade is None
    assert made.status_code == 201
    assert [one["caption"] for one in attached] == ["", ""]
    assert not any(one["visible_to_customer"] for one in attached)
