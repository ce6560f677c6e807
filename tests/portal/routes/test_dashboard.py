"""The console's first page: what waits, figures beside those of last month, and what is left of it without a service."""

from datetime import timedelta

import pytest
from fastapi.responses import JSONResponse

from shared.clock import isoformat, time_zone, utc_now
from shared.events.portal import PageViewed
from shared.ids import new_id
from tests.portal.conftest import House
from tests.support.services import deliver

pytestmark = pytest.mark.shows("OFF-1", "MET-1")


def fill(house: House) -> None:
    """Has something of everything wait."""
    house.sent(house.open("evergreen"))
    house.quotes.leads.ask(minutes_left=-90, name="Kim Late")
    house.billing.issue(status="overdue")
    house.billing.odd = [
        {
            "discrepancy_id": str(new_id()), "subject": "pi_1", "kind": "unknown_payment", "amount": 100,
            "currency": "USD", "invoice_id": None, "found_at": "2026-11-20T10:00:00Z",
        }
    ]  # fmt: skip
    now = utc_now()
    failed = [{"created_at": isoformat(now - timedelta(days=days))} for days in (1, 30)]
    house.notifications.answer("/deliveries", JSONResponse({"items": failed, "next_cursor": None}))


def test_all_that_waits_is_named_with_the_way_to_it(house: House) -> None:
    fill(house)

    page = house.signed_in("evergreen").get("/office").text

    for words, way in (
        ("Leads that wait for longer than the hour", "/office/leads?status=new"),
        ("Customers&#39; notes without an answer", "/office/estimates?unanswered=1"),
        ("Invoices overdue", "/office/invoices?state=overdue"),
        ("Payments that do not agree with Stripe", "/office/invoices"),
        ("Messages of the last week that did not go out", "/office/messages?status=failed"),
        ("Unhappy reviews to see to", "/office/reviews?show=open"),
    ):
        assert f'<a href="{way}"><strong>1</strong> {words}</a>' in page
    assert "Kim Late" in page
    asked = [call.query for call in house.quotes.calls if call.path == "/estimates"]
    assert any("unanswered=true" in query for query in asked)


@pytest.mark.parametrize(
    ("away", "told"),
    [
        ("quotes", "Leads, Estimates"),
        ("billing", "Invoices, Payments"),
        ("notifications", "Messages"),
        ("referrals", "Reviews"),
    ],
)
def test_a_service_that_is_away_takes_only_its_own_part_along(house: House, away: str, told: str) -> None:
    fill(house)
    house.take_down(away)

    page = house.signed_in("evergreen").get("/office")

    assert page.status_code == 200
    assert f"Out of reach for the moment: {told}." in page.text
    assert page.text.count("<strong>1</strong>") == 6 - len(told.split(", "))


def test_figures_stand_beside_those_of_last_month_and_go_into_a_file(house: House) -> None:
    workspace_id, now = house.open("evergreen"), utc_now().astimezone(time_zone("America/New_York"))
    for at in (now, now, now.replace(day=1, hour=12) - timedelta(days=3)):
        told = PageViewed(workspace_id=workspace_id, view_id=new_id(), page="home", channel="qr-sign", viewed_at=at)
        deliver(house.context, told)
    browser = house.signed_in("evergreen")

    page, table = browser.get("/office").text, browser.get("/office/metrics.csv").text

    assert '<th scope="row">Page views</th><td>2</td><td class="muted">1</td>' in page
    assert '<th scope="row">QR code on a yard sign</th><td>2</td>' in page
    assert "Page views per month" in page
    assert [line.split(",")[1:3] for line in table.splitlines()[1:]] == [["qr-sign", "1"], ["qr-sign", "2"]]
