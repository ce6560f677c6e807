"""Opening a link, by whomever and however often, changes nothing."""

import pytest
from starlette.testclient import TestClient

from tests.portal.conftest import BROWSER, QUOTE, House, nonce_on
from tests.portal.records import ACCEPTANCE, TOKEN

PARTS = [
    "",
    "/totals",
    "/pdf",
    "/accepted",
    "/payment",
    "/receipt",
    "/accept",
    "/decline",
    "/notes",
    "/appointment",
    "/appointment.ics",
    "/checkout",
    "/renew",
    "/view",
]


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("prefix", ["/quote", "/l"])
def test_no_get_or_head_changes_anything(house: House, method: str, prefix: str) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()

    for accepted in (None, ACCEPTANCE):
        estimate.acceptance = accepted
        answers = [browser.request(method, f"{prefix}/{TOKEN}{part}") for part in PARTS]

        assert {answer.status_code for answer in answers} <= {200, 303, 404}
    assert house.quotes.asked("POST") == []
    assert house.billing.asked("POST") == []
    assert estimate.views == 0


def views_after(house: House, browser: TestClient, **headers: str) -> int:
    estimate = house.quotes.estimates[TOKEN]
    nonce = nonce_on(browser.get(QUOTE).text)
    answer = browser.post(f"{QUOTE}/view", headers={"x-nonce": nonce} | headers)
    assert answer.status_code == 204
    return estimate.views


@pytest.mark.shows("LNK-10")
def test_a_person_who_touches_the_page_counts_as_a_view(house: House) -> None:
    house.sent(house.open("evergreen"))

    assert views_after(house, house.browser()) == 1


@pytest.mark.shows("LNK-10")
def test_without_the_pages_nonce_it_does_not_count(house: House) -> None:
    house.sent(house.open("evergreen"))

    assert views_after(house, house.browser(), **{"x-nonce": "made-up"}) == 0


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize(
    "agent",
    [
        "",
        "python-requests/2.32",
        "curl/8.9",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (Windows NT 10.0) Proofpoint URL Defense",
        "facebookexternalhit/1.1",
    ],
)
def test_a_robot_does_not_count(house: House, agent: str) -> None:
    house.sent(house.open("evergreen"))

    assert views_after(house, house.browser(), **{"user-agent": agent}) == 0


@pytest.mark.shows("LNK-10", "LNK-7")
def test_the_workspaces_own_office_does_not_count(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    nonce = nonce_on(house.browser().get(QUOTE).text)

    house.signed_in("evergreen").post(f"{QUOTE}/view", headers={"x-nonce": nonce})

    assert estimate.views == 0


def test_the_office_of_another_workspace_is_a_person_like_any_other(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.open("rival")
    house.quotes.refuse(f"/estimates/by-link/{TOKEN}", 404, "link_not_valid", "No link of yours.")

    assert views_after(house, house.signed_in("rival")) == 1


def test_a_session_that_was_ended_counts_again(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")
    token = browser.cookies["office"]
    browser.post("/office/logout")

    assert views_after(house, house.browser(cookie=f"office={token}")) == 1


@pytest.mark.parametrize(
    "agent", [BROWSER, "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"]
)
def test_phones_and_desktops_count(house: House, agent: str) -> None:
    house.sent(house.open("evergreen"))

    assert views_after(house, house.browser(**{"user-agent": agent})) == 1


@pytest.mark.shows("LNK-6")
@pytest.mark.parametrize(("query", "counted_as"), [("", None), ("?view=maintenance", "maintenance")])
def test_a_view_counts_as_what_the_page_was_opened_as(house: House, query: str, counted_as: str | None) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()
    nonce = nonce_on(browser.get(QUOTE + query).text)

    browser.post(f"{QUOTE}/view{query}", headers={"x-nonce": nonce})

    assert (estimate.views, estimate.viewed_as) == (1, counted_as)
