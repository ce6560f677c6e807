"""The Review tab and the page of a review link: what people see, and what comes of it."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from shared.clock import utc_now
from shared.links import SignedLink, sign_link
from shared.tokens import KeyRing
from tests.portal.conftest import House, nonce_on
from tests.portal.fake_referrals import GOOGLE
from tests.support.services import SECRETS

PAGE = "/portal/evergreen/review"
API = "/api/v1/public/portals/evergreen/reviews"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
OPENED = datetime(2099, 11, 23, 12, tzinfo=UTC)


def sent(house: House) -> list[dict[str, Any]]:
    """The reviews that referrals was given."""
    return [json.loads(call.body) for call in house.referrals.calls if call.path == "/public/reviews"]


def link_to_review(house: House) -> str:
    """The address of a review link of the workspace's."""
    house.referrals.workspace_id = house.open("evergreen")
    link = SignedLink("review", house.referrals.workspace_id, house.referrals.workspace_id)
    token = sign_link(KeyRing((SECRETS["CUSTOMER_TOKEN_SECRET"],)), link, utc_now() + timedelta(days=60))
    return f"/l/{token}"


@pytest.mark.shows("REV-1")
def test_the_front_page_leads_to_the_tab(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()

    front, tab = browser.get("/portal/evergreen"), browser.get(PAGE)

    assert f'href="{PAGE}"' in front.text
    assert tab.status_code == 200
    assert tab.text.count('type="radio" name="rating"') == 5


@pytest.mark.shows("SET-1")
def test_the_tab_and_its_links_are_gone_when_reviews_are_off(house: House) -> None:
    address = link_to_review(house)
    house.signed_in("evergreen").post("/office/settings/portal", data={"feature": "reviews", "on": "no"})
    browser = house.browser()

    answers = [browser.get(PAGE), browser.post(PAGE, data={"rating": "5"}), browser.get(address)]
    asked = house.program().post(API, json={"rating": 5})

    assert [answer.status_code for answer in (*answers, asked)] == [404] * 4
    assert PAGE not in browser.get("/portal/evergreen").text
    assert sent(house) == []


@pytest.mark.shows("REV-1", "REV-2")
def test_a_review_from_the_tab_goes_to_referrals_once_with_what_was_typed(house: House) -> None:
    workspace = house.open("evergreen")
    browser = house.browser()
    page = browser.get(PAGE).text
    form = dict(HIDDEN.findall(page)) | {"nonce": nonce_on(page), "rating": "5", "text": "Great\r\nwork", "name": "Kim"}

    answer = browser.post(PAGE, data=form)

    (review,) = sent(house)
    assert answer.status_code == 200
    assert review == {
        "rating": 5, "text": "Great\r\nwork", "name": "Kim", "email": None, "submission": form["submission"],
    }  # fmt: skip
    assert house.referrals.last("/public/reviews").claims["ws"] == str(workspace)
    assert GOOGLE in answer.text


@pytest.mark.shows("REV-2")
@pytest.mark.parametrize(("stars", "invited"), [(1, False), (3, False), (4, True), (5, True)])
def test_the_thank_you_page_does_as_referrals_says(house: House, stars: int, invited: bool) -> None:
    house.open("evergreen")
    browser = house.browser()

    answer = browser.post(PAGE, data={"nonce": nonce_on(browser.get(PAGE).text), "rating": str(stars)})

    assert (GOOGLE in answer.text) == invited
    assert ("stays between us" in answer.text) == (not invited)


@pytest.mark.shows("REV-2", "LNK-10")
def test_a_link_that_names_the_stars_ticks_them_and_records_nothing(house: House) -> None:
    address = link_to_review(house)

    page = house.browser().get(f"{address}?stars=4").text

    assert 'value="4" required checked' in page
    assert sent(house) == []


@pytest.mark.shows("REV-1")
def test_a_review_by_a_link_carries_the_link_and_no_name(house: House) -> None:
    address = link_to_review(house)
    browser = house.browser()
    page = browser.get(address).text

    browser.post(f"{address}/review", data={"nonce": nonce_on(page), "rating": "2", "text": "Hm", "name": "Eve"})

    assert "House wash" in page
    assert sent(house) == [{"rating": 2, "text": "Hm", "link": address.removeprefix("/l/")}]


@pytest.mark.shows("REV-1")
def test_what_was_left_before_is_there_to_be_changed(house: House) -> None:
    address = link_to_review(house)
    house.referrals.left = {
        "rating": 2, "text": "Hm", "is_private": True, "editable_until": "2099-01-01T00:00:00Z", "is_editable": True,
    }  # fmt: skip

    page = house.browser().get(address).text

    assert "Change your review" in page
    assert 'value="2" required checked' in page
    assert ">Hm</textarea>" in page


@pytest.mark.shows("REV-1")
def test_after_its_week_it_is_only_told_of(house: House) -> None:
    address = link_to_review(house)
    house.referrals.left = {
        "rating": 5, "text": "", "is_private": False, "editable_until": "2020-01-01T00:00:00Z", "is_editable": False,
    }  # fmt: skip

    page = house.browser().get(address).text

    assert "can be changed for 7 days" in page
    assert "<form" not in page


@pytest.mark.shows("LNK-10", "REV-2")
def test_without_script_the_page_asks_once_more(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()
    form = dict(HIDDEN.findall(browser.get(PAGE).text)) | {"rating": "3", "text": "So so", "name": "", "email": ""}

    with time_machine.travel(OPENED, tick=False):
        asked = browser.post(PAGE, data=form)
    before = sent(house)
    with time_machine.travel(OPENED + timedelta(seconds=3), tick=False):
        answer = browser.post(PAGE, data=dict(HIDDEN.findall(asked.text)) | {"pressed": "yes", "subject": ""})

    assert "3 of 5 (Good)" in asked.text
    assert before == []
    assert answer.status_code == 200
    assert [(one["rating"], one["text"]) for one in sent(house)] == [(3, "So so")]


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize("agent", ["Mozilla/5.0 (compatible; Mimecast-scanner; bot)", "curl/8"])
def test_a_scanner_that_posts_the_form_leaves_no_review(house: House, agent: str) -> None:
    address = link_to_review(house)
    scanner = house.browser(**{"user-agent": agent})
    page = scanner.get(address).text

    scanner.post(f"{address}/review", data={"nonce": nonce_on(page), "rating": "1"})

    assert sent(house) == []


@pytest.mark.parametrize("rating", ["", "0", "6", "five"])
def test_stars_have_to_be_chosen_and_what_was_typed_is_kept(house: House, rating: str) -> None:
    house.open("evergreen")
    browser = house.browser()

    answer = browser.post(PAGE, data={"nonce": nonce_on(browser.get(PAGE).text), "rating": rating, "text": "Words"})

    assert answer.status_code == 422
    assert "Choose from one to five stars." in answer.text
    assert ">Words</textarea>" in answer.text
    assert sent(house) == []


def test_what_referrals_refuses_is_told_at_the_field(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()
    house.referrals.refuse("/public/reviews", 422, "invalid", "No.", ("email", "String should match pattern"))

    answer = browser.post(PAGE, data={"nonce": nonce_on(browser.get(PAGE).text), "rating": "5", "email": "kim"})

    assert answer.status_code == 422
    assert "Enter an email address, such as pat@example.com" in answer.text
    assert 'value="kim"' in answer.text


def test_while_referrals_is_away_nothing_that_was_typed_is_lost(house: House) -> None:
    house.open("evergreen")
    browser = house.browser()
    house.take_down("referrals")

    answer = browser.post(PAGE, data={"nonce": nonce_on(browser.get(PAGE).text), "rating": "5", "text": "Words"})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert ">Words</textarea>" in answer.text


@pytest.mark.shows("REV-2")
def test_the_office_does_not_review_itself(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")

    answer = browser.post(PAGE, data={"nonce": nonce_on(browser.get(PAGE).text), "rating": "5"})

    assert answer.status_code == 409
    assert sent(house) == []


def test_one_place_leaves_ten_reviews_an_hour_without_a_link(house: House) -> None:
    house.open("evergreen")
    program = house.program(ip="203.0.113.7")

    answers = [program.post(API, json={"rating": 5}).status_code for _ in range(11)]

    assert answers == [201] * 10 + [429]


@pytest.mark.shows("REV-1")
def test_programs_review_by_the_same_rules(house: House) -> None:
    house.open("evergreen")
    program = house.program()

    left = program.post(API, json={"rating": 5, "text": "Great", "link": "https://portal.test/l/a.b.c?via=email"})
    wrong = program.post(API, json={"rating": 6})

    assert (left.status_code, left.json()["invitation"]) == (201, GOOGLE)
    assert (wrong.status_code, sent(house)[0]["link"]) == (422, "a.b.c")


@pytest.mark.shows("LNK-1")
def test_an_expired_review_link_offers_a_fresh_one(house: House) -> None:
    address = link_to_review(house)
    house.referrals.refuse(f"/public/links/{address.removeprefix('/l/')}", 410, "link_expired", "It has expired.")
    browser = house.browser()
    page = browser.get(address)

    answer = browser.post(f"{address}/renew", data={"nonce": nonce_on(page.text)})

    assert (page.status_code, answer.status_code) == (410, 200)
    assert house.referrals.asked("POST") == [f"/public/links/{address.removeprefix('/l/')}/renew"]


@pytest.mark.shows("REV-4")
def test_the_office_sees_reviews_with_figures_and_the_warning(house: House) -> None:
    house.open("evergreen")
    house.referrals.leave()
    house.referrals.leave(rating=5, text="<b>Great</b>", is_private=False, case=None, verified=False)
    house.referrals.decline = {"before": 4.8, "now": 3.9}

    page = house.signed_in("evergreen").get("/office/reviews").text

    assert "Reviews are getting worse." in page
    assert "3.9 stars, the 90 days before 4.8" in page
    assert "It rained in." in page
    assert "&lt;b&gt;Great&lt;/b&gt;" in page
    assert "unverified: not by the link of a job" in page
    assert "December 2026: 4.5 stars, 3 reviews" in page
    assert 'href="/office/settings/account"' in page


@pytest.mark.shows("REV-4")
def test_the_office_answers_and_closes_cases(house: House) -> None:
    house.open("evergreen")
    house.referrals.leave()
    review = house.referrals.listed[0]["review_id"]
    office = house.signed_in("evergreen")

    answered = office.post(f"/office/reviews/{review}/answer", data={"text": "Sorry!"})
    closed = office.post(f"/office/reviews/{review}/close")

    assert (answered.status_code, closed.status_code) == (303, 303)
    assert json.loads(house.referrals.last(f"/reviews/{review}/answer").body) == {"text": "Sorry!"}


def test_what_stands_in_the_way_of_an_answer_is_said(house: House) -> None:
    house.open("evergreen")
    house.referrals.leave()
    review = house.referrals.listed[0]["review_id"]
    house.referrals.refuse(f"/reviews/{review}/answer", 409, "missing_contact", "Dana Fox left no email address.")

    answer = house.signed_in("evergreen").post(f"/office/reviews/{review}/answer", data={"text": "Sorry!"})

    assert answer.status_code == 409
    assert "Dana Fox left no email address." in answer.text
