"""Messages in the console: what became of each, one more try, and why it was sent at all."""

from typing import Any

import pytest
from fastapi.responses import JSONResponse

from services.portal.domain.estimate_request import Asked
from services.portal.usecases.request_estimate import request_estimate
from shared.ids import new_id
from tests.portal.conftest import House
from tests.portal.records import ESTIMATE_ID, INVOICE_ID
from tests.support.services import published

DELIVERY = "0198f000-0000-7000-8000-0000000000e1"


def delivery(**changes: Any) -> dict[str, Any]:
    return {
        "delivery_id": DELIVERY, "channel": "email", "template": "estimate_sent", "recipient_kind": "customer",
        "recipient": "dana@fox.test", "record_id": ESTIMATE_ID, "status": "sent", "category": None, "attempts": 1,
        "created_at": "2026-11-23T20:00:00Z", "sent_at": "2026-11-23T20:00:05Z", "undecided": False,
    } | changes  # fmt: skip


def listing(house: House, *items: dict[str, Any]) -> None:
    house.open("evergreen")
    house.notifications.answer("/deliveries", JSONResponse({"items": items, "next_cursor": None}))


@pytest.mark.shows("OFF-1", "NOT-2")
def test_messages_tell_what_became_of_them_and_lead_to_what_they_are_about(house: House) -> None:
    failed = delivery(
        template="invoice_due", record_id=INVOICE_ID, status="failed", category="address_refused", sent_at=None
    )
    listing(house, delivery(), failed)

    page = house.signed_in("evergreen").get("/office/messages?status=failed").text

    assert "status=failed" in house.notifications.last("/deliveries").query
    assert f'<a href="/office/estimates/{ESTIMATE_ID}">Estimate sent</a>' in page
    assert f'<a href="/office/invoices/{INVOICE_ID}">Invoice due</a>' in page
    assert "The address was refused: nobody is reached there." in page
    assert page.count(f'action="/office/messages/{DELIVERY}/retry"') == 1
    assert page.count(f'href="/office/why/{DELIVERY}"') == 2


@pytest.mark.shows("OFF-1", "NOT-2")
def test_what_failed_is_tried_again_or_it_is_said_why_not(house: House) -> None:
    listing(house, delivery(status="failed", category="undecided"))
    path, browser = f"/deliveries/{DELIVERY}/retry", house.signed_in("evergreen")
    house.notifications.answer(path, JSONResponse({}))

    tried = browser.post(f"/office/messages/{DELIVERY}/retry")
    house.notifications.refuse(path, 409, "not_retryable", "This message may have arrived.")
    refused = browser.post(f"/office/messages/{DELIVERY}/retry")

    assert (tried.status_code, tried.headers["location"]) == (303, "/office/messages")
    assert refused.status_code == 409
    assert "This message may have arrived." in refused.text


def step(service: str, name: str, step_id: str, cause: str) -> dict[str, str]:
    return {
        "service": service, "kind": "event", "id": step_id, "name": name, "subject": DELIVERY,
        "at": "2026-11-23T20:00:00.000000Z", "correlation_id": "click", "causation_id": cause,
    }  # fmt: skip


@pytest.mark.shows("EXT-6")
def test_a_message_is_explained_back_to_the_request_through_all_services(house: House) -> None:
    workspace_id = house.open("evergreen")
    with house.context.database.begin() as session:
        asked = Asked(name="Kim", email="kim@example.com", phone="", address="", notes="", services=[])
        request_estimate(session, workspace_id=workspace_id, asked=asked, submission="one")
    (event,) = published(house.context, "EstimateRequested")
    lead = str(new_id())
    house.quotes.answer(f"/steps/{lead}", JSONResponse({"items": [step("quotes", "LeadCreated", lead, event["id"])]}))
    queued = step("notifications", "MessageQueued", str(new_id()), lead)
    house.notifications.answer(f"/steps/{DELIVERY}", JSONResponse({"items": [queued]}))
    house.take_down("billing")

    page = house.signed_in("evergreen").get(f"/office/why/{DELIVERY}")

    assert page.status_code == 200
    told = [page.text.index(f"<strong>{name}</strong>") for name in ("Estimate requested", "Lead created")]
    assert told == sorted(told)
    assert page.text.rindex("<strong>Message queued</strong>") > told[-1]
    assert event["correlationid"] in page.text
    assert "billing" in page.text
    assert house.notifications.last(f"/steps/{DELIVERY}").claims["ws"] == str(workspace_id)


@pytest.mark.shows("EXT-6")
def test_another_workspaces_click_is_nothing_to_explain(house: House) -> None:
    workspace_id = house.open("evergreen")
    house.open("rival")
    with house.context.database.begin() as session:
        asked = Asked(name="Kim", email="kim@example.com", phone="", address="", notes="", services=[])
        request_id = request_estimate(session, workspace_id=workspace_id, asked=asked, submission="one")

    mine, theirs = (house.signed_in(slug).get(f"/office/why/{request_id}") for slug in ("evergreen", "rival"))

    assert "Estimate requested" in mine.text
    assert "Estimate requested" not in theirs.text
