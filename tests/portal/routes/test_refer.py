"""The Refer tab and shared links: what people see, and what comes of it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from services.portal.usecases.keep_channel import keep_channel
from tests.portal.conftest import House, nonce_on
from tests.portal.fake_referrals import CODE, SHARE_URL
from tests.support.services import published

PAGE = "/portal/evergreen/refer"
API = "/api/v1/public/portals/evergreen/referral-lookup"
SHARED = f"/r/{CODE}"


def asked(house: House) -> list[dict[str, Any]]:
    """The look-ups that referrals was given."""
    return [json.loads(call.body) for call in house.referrals.calls if call.path == "/public/referral-lookup"]


def find(house: House, email: str = "dana@example.com", **more: str) -> Any:
    browser = house.browser()
    nonce = nonce_on(browser.get(PAGE).text)
    return browser.post(PAGE, data={"nonce": nonce, "email": email} | more)


def make_strict(house: House) -> None:
    house.signed_in("evergreen").post("/office/settings/privacy", data={"privacy": "strict"})


@pytest.mark.shows("REF-1", "REF-3")
def test_a_customer_with_a_code_sees_the_link_ways_to_share_it_and_what_has_come_of_it(house: House) -> None:
    house.open("evergreen")

    page = find(house, " Dana@Example.com ").text

    assert asked(house) == [{"email": "dana@example.com", "name": ""}]
    assert f'value="{SHARE_URL}"' in page
    assert 'href="sms:?&amp;body=I%20can%20recommend%20Evergreen' in page
    assert 'href="mailto:?subject=A%20recommendation%3A%20Evergreen' in page
    assert "data-share=" in page
    assert f'src="{SHARED}/qr.svg"' in page
    assert "$50.00" in page


@pytest.mark.shows("REF-1")
def test_a_customer_without_a_code_is_asked_for_a_name_once(house: House) -> None:
    house.open("evergreen")
    house.referrals.known = "name_needed"

    page = find(house)
    made = find(house, name="Dana")

    assert "As whom do you recommend us?" in page.text
    assert '<input type="hidden" name="email" value="dana@example.com">' in page.text
    assert SHARE_URL in made.text
    assert asked(house)[-1] == {"email": "dana@example.com", "name": "Dana"}


@pytest.mark.shows("REF-1")
def test_a_stranger_is_told_why_and_how_to_get_in_touch(house: House) -> None:
    house.open("evergreen")
    house.referrals.known = "unknown"

    page = find(house).text

    assert "Links to share are for our customers" in page
    assert "Get in touch" in page
    assert "/r/" not in page


@pytest.mark.shows("REF-1", "SET-3")
def test_in_a_strict_portal_all_three_answers_are_one_and_nobody_is_asked(house: House) -> None:
    house.open("evergreen")
    make_strict(house)
    pages = []
    for known in ("known", "name_needed", "unknown"):
        house.referrals.known = known
        answer = find(house, f"{known}@example.com")
        pages.append((answer.status_code, answer.text.replace(known, "").split("<main")[1]))

    told = [event["data"]["email"] for event in published(house.context, "ReferralLookupRequested")]
    assert len(set(pages)) == 1
    assert "Check your inbox" in pages[0][1]
    assert asked(house) == []
    assert told == ["known@example.com", "name_needed@example.com", "unknown@example.com"]


@pytest.mark.shows("REF-1", "SET-3")
def test_a_strict_portal_promises_nothing_while_no_mail_goes_out(house: House) -> None:
    house.open("evergreen")
    make_strict(house)
    with house.context.database.begin() as session:
        keep_channel(session, channel="email", available=False)

    answer = find(house)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "Nothing was sent" in answer.text


@pytest.mark.shows("REF-1")
def test_programs_look_up_by_the_same_rules(house: House) -> None:
    house.open("evergreen")
    program = house.program()

    shown = program.post(API, json={"email": "dana@example.com"})
    make_strict(house)
    silent = program.post(API, json={"email": "dana@example.com"})
    wrong = program.post(API, json={"email": "dana"})

    assert (shown.status_code, shown.json()["share_url"]) == (200, SHARE_URL)
    assert (silent.status_code, silent.json()) == (202, {"status": "accepted"})
    assert wrong.status_code == 422


@pytest.mark.shows("LNK-10")
def test_a_form_that_nobody_touched_makes_no_code(house: House) -> None:
    house.open("evergreen")

    answer = house.browser().post(PAGE, data={"email": "dana@example.com", "nonce": "", "name": "Dana"})

    assert "Get your link to share?" in answer.text
    assert asked(house) == []


@pytest.mark.parametrize("typed", ["", "dana", "12", "<b>@"])
def test_what_is_no_address_is_told_at_the_field(house: House, typed: str) -> None:
    house.open("evergreen")

    answer = find(house, typed)

    assert answer.status_code == 422
    assert "Enter the email address we know you by" in answer.text
    assert asked(house) == []


def test_one_place_looks_up_five_times_a_minute(house: House) -> None:
    house.open("evergreen")
    program = house.program(ip="203.0.113.9")

    answers = [program.post(API, json={"email": f"p{number}@example.com"}).status_code for number in range(7)]

    assert answers.count(200) in {5, 6}
    assert answers[-1] == 429


def test_while_referrals_is_away_the_page_says_so(house: House) -> None:
    house.open("evergreen")
    house.take_down("referrals")

    answer = find(house)

    assert answer.status_code == 503
    assert "Referrals are out of reach for the moment" in answer.text


@pytest.mark.shows("SET-1")
def test_when_referrals_are_off_neither_the_tab_nor_shared_links_lead_anywhere(house: House) -> None:
    house.referrals.workspace_id = house.open("evergreen")
    house.signed_in("evergreen").post("/office/settings/portal", data={"feature": "referrals", "on": "no"})
    browser = house.browser()

    answers = [
        browser.get(PAGE),
        browser.post(PAGE),
        browser.get(SHARED),
        house.program().post(API, json={"email": "a@b.co"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


@pytest.mark.shows("REF-2")
def test_a_shared_link_leads_into_the_portal_with_the_code_kept_for_90_days(house: House) -> None:
    house.referrals.workspace_id = house.open("evergreen")
    browser = house.browser("https://portal.test")

    come = browser.get(SHARED.lower())
    front = browser.get(come.headers["location"])
    later = browser.get("/portal/evergreen")

    cookie = come.headers["set-cookie"]
    assert (come.status_code, come.headers["location"]) == (303, "/portal/evergreen?welcome=1&via=referral")
    assert f"referral={CODE}" in cookie
    assert f"Max-Age={int(timedelta(days=90).total_seconds())}" in cookie
    assert {"HttpOnly", "Path=/portal/evergreen", "SameSite=lax", "Secure"} <= set(cookie.split("; "))
    assert "Somebody has recommended us to you." in front.text
    assert "Somebody has recommended us to you." in later.text


@pytest.mark.shows("REF-2")
def test_the_code_of_one_business_is_not_told_to_another(house: House) -> None:
    house.referrals.workspace_id = house.open("evergreen")
    house.open("harbor")
    browser = house.browser()
    browser.get(SHARED)

    assert "recommended" not in browser.get("/portal/harbor").text


@pytest.mark.shows("REF-2")
@pytest.mark.parametrize("code", ["NOBODYS1", "x", "%00", "AAAA0000"])
def test_what_is_no_code_leads_nowhere(house: House, code: str) -> None:
    house.open("evergreen")

    answer = house.browser().get(f"/r/{code}")

    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


@pytest.mark.shows("REF-3", "LNK-10")
def test_a_visit_counts_once_a_person_has_shown_up(house: House) -> None:
    house.referrals.workspace_id = house.open("evergreen")
    browser = house.browser()
    page = browser.get(browser.get(SHARED).headers["location"]).text
    before = house.referrals.asked("POST")

    answer = browser.post(f"{SHARED}/visit", headers={"x-nonce": nonce_on(page)})

    assert f'data-view="{SHARED}/visit"' in page
    assert (before, answer.status_code) == ([], 204)
    assert house.referrals.asked("POST") == [f"/public/codes/{CODE}/visit"]


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize("who", ["nobody", "robot", "office"])
def test_neither_robots_nor_the_office_count_as_visits(house: House, who: str) -> None:
    house.referrals.workspace_id = house.open("evergreen")
    person = house.browser()
    nonce = nonce_on(person.get(person.get(SHARED).headers["location"]).text)
    visitor = {
        "nobody": house.browser(),
        "robot": house.browser(**{"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        "office": house.signed_in("evergreen"),
    }[who]

    answer = visitor.post(f"{SHARED}/visit", headers={"x-nonce": "" if who == "nobody" else nonce})

    assert answer.status_code == 204
    assert house.referrals.asked("POST") == []


@pytest.mark.shows("REF-3")
def test_the_link_is_there_as_a_qr_code(house: House) -> None:
    picture = house.browser().get(f"{SHARED}/qr.svg")

    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.text.startswith("<svg")
