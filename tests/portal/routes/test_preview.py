"""The customer's page as the office looks at it: the same page, all of it can be tried, and nothing comes of it."""

import json

import pytest

from tests.portal.conftest import QUOTE, RECORD, SIGNING, House
from tests.portal.records import ACCEPTANCE, ESTIMATE_ID, TOKEN

pytestmark = pytest.mark.shows("LNK-7")
PREVIEW = f"{RECORD}/preview"
THERE = f"/estimates/{ESTIMATE_ID}/preview"


def untouched(house: House) -> bool:
    """Whether quotes was asked for nothing but to be looked at, or tried."""
    return [path for path in house.quotes.asked("POST") if path != f"{THERE}/accept"] == []


def test_it_is_the_page_with_a_banner_and_without_a_nonce(house: House) -> None:
    house.sent(house.open("evergreen"))

    page = house.signed_in("evergreen").get(f"{PREVIEW}?view=proposal").text

    assert "Nothing you do here is recorded" in page
    assert "Whole-house exterior wash" in page
    assert f'action="{PREVIEW}/accept?view=proposal"' in page
    assert 'data-nonce=""' in page
    assert "data-view" not in page
    assert TOKEN not in page
    assert house.quotes.last(THERE).query == "view=proposal"


def test_it_recalculates_and_downloads_like_the_page(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")

    totals = browser.get(f"{PREVIEW}/totals?option_id=premium")
    pdf = browser.get(f"{PREVIEW}/pdf?option_id=premium")

    assert "$1,786.13" in totals.text
    assert pdf.content == b"%PDF-1.7 fake"
    assert house.quotes.last(f"{THERE}/pdf").query == "option_id=premium"


def test_signing_can_be_walked_to_its_end_and_nothing_is_accepted(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")

    tried = browser.post(f"{PREVIEW}/accept", data=SIGNING | {"signer_name": "Sam Office"})
    paid = browser.post(f"{PREVIEW}/checkout")

    assert tried.status_code == 200
    assert "This was a preview" in tried.text
    assert "Nothing was accepted" in tried.text
    assert "Thank you, Sam Office" in tried.text
    assert f'action="{PREVIEW}/checkout"' in tried.text
    assert "/verify/" not in tried.text
    assert "Here your customer goes on to the payment page" in paid.text
    assert json.loads(house.quotes.last(f"{THERE}/accept").body)["option_id"] == "standard"
    assert (estimate.acceptance, untouched(house), house.billing.asked("POST")) == (None, True, [])


@pytest.mark.parametrize(
    ("form", "status", "told"),
    [
        ({"consent": ""}, 422, "Tick the box to sign electronically."),
        ({"signature_text": ""}, 422, "Type your name as your signature."),
        ({"version": "2"}, 409, "has changed since you last looked"),
    ],
)
def test_what_the_customer_would_have_to_correct_the_office_has_to(
    house: House, form: dict[str, str], status: int, told: str
) -> None:
    house.sent(house.open("evergreen"))

    answer = house.signed_in("evergreen").post(f"{PREVIEW}/accept", data=SIGNING | form)

    assert answer.status_code == status
    assert told in answer.text
    assert f'action="{PREVIEW}/accept"' in answer.text


@pytest.mark.parametrize(
    ("part", "form", "told"),
    [
        ("decline", {"reason": "price"}, "Here the record would have been declined"),
        ("notes", {"note_text": "Does it include the garage?"}, "Here the message would have come to you"),
        ("decline", {}, "Choose the main reason."),
        ("notes", {}, "Write a message first."),
    ],
)
def test_other_answers_come_to_nothing(house: House, part: str, form: dict[str, str], told: str) -> None:
    estimate = house.sent(house.open("evergreen"))

    answer = house.signed_in("evergreen").post(f"{PREVIEW}/{part}", data=form)

    assert told in answer.text
    assert (estimate.status, estimate.notes, untouched(house)) == ("sent", [], True)


def test_an_accepted_record_shows_the_real_acceptance(house: House) -> None:
    house.sent(house.open("evergreen")).acceptance = ACCEPTANCE
    browser = house.signed_in("evergreen")

    tried = browser.post(f"{PREVIEW}/accept", data=SIGNING)

    assert (tried.status_code, tried.headers["location"]) == (303, PREVIEW)
    assert "Signed by" in browser.get(PREVIEW).text


@pytest.mark.parametrize("prefix", ["/quote", "/l"])
@pytest.mark.parametrize(
    ("part", "there"),
    [
        ("", ""),
        ("?view=proposal&item=extra-1", "?view=proposal&item=extra-1"),
        ("/pdf", "/pdf"),
        ("/totals?option_id=premium", "/totals?option_id=premium"),
        ("/accepted", ""),
        ("/payment", ""),
    ],
)
def test_the_customers_own_address_leads_the_office_to_the_preview(
    house: House, prefix: str, part: str, there: str
) -> None:
    house.sent(house.open("evergreen"))

    answer = house.signed_in("evergreen").get(f"{prefix}/{TOKEN}{part}")

    assert (answer.status_code, answer.headers["location"]) == (307, PREVIEW + there)


def test_it_does_so_for_a_link_that_opens_nothing_any_more(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.refuse(f"/public/links/{TOKEN}", 410, "link_expired", "This link has expired.")

    answer = house.signed_in("evergreen").get(QUOTE)

    assert answer.headers["location"] == PREVIEW


@pytest.mark.parametrize("part", ["accept", "decline", "notes", "checkout", "view"])
def test_an_answer_sent_there_by_the_office_is_tried_in_the_preview(house: House, part: str) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")

    answer = browser.post(f"{QUOTE}/{part}", data=SIGNING)
    followed = browser.post(answer.headers["location"], data=SIGNING)

    assert (answer.status_code, answer.headers["location"]) == (307, f"{PREVIEW}/{part}")
    assert followed.status_code in {200, 204, 422}
    assert (estimate.acceptance, estimate.views, untouched(house)) == (None, 0, True)


@pytest.mark.parametrize("slug", [None, "rival"])
def test_nobody_else_is_led_there(house: House, slug: str | None) -> None:
    house.sent(house.open("evergreen"))
    house.open("rival")
    if slug:
        house.quotes.refuse(f"/estimates/by-link/{TOKEN}", 404, "link_not_valid", "No link of yours.")
    browser = house.signed_in(slug) if slug else house.browser()

    page = browser.get(QUOTE).text

    assert f'action="{QUOTE}/accept"' in page


def test_nobody_who_is_not_signed_in_gets_a_preview(house: House) -> None:
    house.sent(house.open("evergreen"))

    answer = house.browser().get(PREVIEW)

    assert answer.status_code == 303
    assert house.quotes.calls == []
