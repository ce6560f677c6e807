"""What is counted at the portal's pages, and what never is; and the figures as the office gets them."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from services.portal.domain.arrival import Arrival
from services.portal.usecases import limit_arrivals
from shared.events.portal import EstimateRequested, PageViewed
from shared.ids import new_id
from tests.portal.conftest import QUOTE, RECORD, SIGNING, House, nonce_on
from tests.support.services import deliver, published

pytestmark = pytest.mark.shows("MET-1")

_VIEW = re.compile(r'data-seen="([^"]+)" data-seen-nonce="([^"]+)"')


def look(browser: TestClient, address: str) -> int:
    """What a person does: opens the page and touches it; the status of the answer to that."""
    page = browser.get(address)
    found = _VIEW.search(page.text)
    assert found, page.text[:1000]
    return browser.post(unescape(found[1]), headers={"x-nonce": found[2]}).status_code


def views(house: House) -> list[tuple[str, str]]:
    return [(event["data"]["page"], event["data"]["channel"]) for event in published(house.context, "PageViewed")]


def test_a_page_counts_when_a_person_shows_up_and_for_the_way_they_came(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()

    browser.get("/portal/evergreen?via=qr-card")
    opened = views(house)
    answers = [look(browser, "/portal/evergreen?via=qr-card"), look(browser, "/portal/evergreen/proposals")]
    look(browser, "/portal/evergreen?via=estimate-email")

    assert opened == []
    assert answers == [204, 204]
    assert views(house) == [("home", "qr-card"), ("proposals", "qr-card"), ("home", "estimate-email")]


def test_what_anybody_can_write_into_a_link_is_no_channel(house: House) -> None:
    house.open("evergreen")

    look(house.browser(), "/portal/evergreen?via=<b>x")

    assert views(house) == [("home", "direct")]


def test_robots_the_office_and_forged_views_never_count(house: House) -> None:
    house.open("evergreen")
    robot = house.browser(**{"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"})
    office = house.signed_in("evergreen")
    page = _VIEW.search(robot.get("/portal/evergreen").text)
    assert page

    answers = [look(robot, "/portal/evergreen"), look(office, "/portal/evergreen")]
    forged = house.browser().post(unescape(page[1]).replace("page=home", "page=pay"), headers={"x-nonce": page[2]})
    bare = house.browser().post(unescape(page[1]))

    assert [*answers, forged.status_code, bare.status_code] == [204] * 4
    assert views(house) == []


def test_a_records_page_counts_for_its_business(house: House) -> None:
    house.sent(house.open("evergreen"))

    look(house.browser(), f"{QUOTE}?via=estimate-email")

    assert views(house) == [("record", "estimate-email")]


def test_previews_have_nothing_to_tell(house: House) -> None:
    house.sent(house.open("evergreen"))

    page = house.signed_in("evergreen").get(f"{RECORD}/preview")

    assert page.status_code == 200
    assert "data-seen" not in page.text


def test_what_a_visitor_does_is_noted_with_its_channel_before_anybody_hears_of_it(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser, program = house.browser(), house.program()
    signing = SIGNING | {"nonce": nonce_on(browser.get(f"{QUOTE}?via=sms").text)}

    accepted = browser.post(f"{QUOTE}/accept", data=signing)
    program.post("/api/v1/public/links/unknown-token/notes?via=qr-sign", json={"text": "Hello"})
    house.browser().post(f"{QUOTE}/accept", data=SIGNING)

    with house.context.database.read() as session:
        noted = {row.correlation_id: row.channel for row in session.scalars(select(Arrival))}
    assert noted[accepted.headers["x-correlation-id"]] == "sms"
    assert sorted(noted.values()) == ["qr-sign", "sms"]


def test_a_program_that_comes_without_end_is_noted_no_more_and_answered_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit_arrivals, "PER_NETWORK", 3)
    program, other = house.program(ip="198.51.100.1"), house.program(ip="198.51.100.2")
    marked = "/api/v1/public/links/unknown-token/notes?via=qr-sign"

    statuses = {program.post(marked, json={"text": "Hello"}).status_code for _ in range(6)}
    other.post(marked, json={"text": "Hello"})

    with house.context.database.read() as session:
        noted = len(session.scalars(select(Arrival)).all())
    assert 429 not in statuses
    assert noted == 4


def test_the_office_gets_the_figures_by_month_and_channel(house: House) -> None:
    workspace_id, other = house.open("evergreen"), house.open("rival")
    at = datetime(2026, 3, 14, 12, tzinfo=UTC)
    for channel in ("qr", "qr", "direct"):
        told = PageViewed(workspace_id=workspace_id, view_id=new_id(), page="home", channel=channel, viewed_at=at)
        deliver(house.context, told)
    deliver(house.context, EstimateRequested(workspace_id=other, request_id=new_id(), name="Kim", requested_at=at))
    program = house.program(house.access_token("evergreen"))

    found = program.get("/api/v1/metrics/portal?from=2026-02&to=2026-03-31").json()
    table = program.get("/api/v1/metrics/portal/export.csv?from=2026-02&to=2026-03").text.splitlines()

    assert [(month["month"], month["total"]["page_views"]) for month in found["months"]] == [
        ("2026-02", 0),
        ("2026-03", 3),
    ]
    assert [(one["channel"], one["page_views"]) for one in found["channels"]] == [("direct", 1), ("qr", 2)]
    assert found["total"]["estimate_requests"] == 0
    assert table[0].startswith("month,channel,page_views,estimate_requests")
    assert [line.split(",")[:3] for line in table[1:]] == [["2026-03", "direct", "1"], ["2026-03", "qr", "2"]]


@pytest.mark.parametrize(
    ("query", "field"), [("from=2026-13", "from"), ("from=2026-05&to=2026-04", "to"), ("from=2000-01&to=2026-01", "to")]
)
def test_months_that_are_none_are_named(house: House, query: str, field: str) -> None:
    house.open("evergreen")

    answer = house.program(house.access_token("evergreen")).get(f"/api/v1/metrics/portal?{query}")

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_figures_are_the_offices_own(house: House) -> None:
    house.open("evergreen")

    assert house.program().get("/api/v1/metrics/portal").status_code == 401
