import pytest
from fastapi.responses import JSONResponse

from tests.portal.conftest import RECORD, House
from tests.portal.records import ACCEPTANCE, ESTIMATE_ID


@pytest.mark.shows("OFF-1")
def test_lists_the_estimates(house: House) -> None:
    house.sent(house.open("evergreen"))

    page = house.signed_in("evergreen").get("/office/estimates").text

    assert f'href="{RECORD}"' in page
    assert "Dana Fox" in page
    assert 'href="/office/estimates?cursor=older%2Bthan%2Fthis"' in page


@pytest.mark.shows("OFF-1", "EST-3")
def test_a_record_shows_all_that_happened_to_it(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE
    house.billing.issue(**house.billing.paid())

    page = house.signed_in("evergreen").get(RECORD).text

    for fact in ("E-1001", "dana.fox@example.com", "Viewed", "203.0.113.7", "Signed by", "INV-2001", "$300.00"):
        assert fact in page


def test_the_figures_of_plans_alone_are_those_of_a_visit_and_of_a_year(house: House) -> None:
    plan = {"id": "m4", "name": "Every season", "visits_per_year": 4, "price_per_visit": 49_000, "term_months": 12}
    estimate = house.sent(house.open("evergreen"))
    estimate.document |= {"line_items": [], "options": [], "maintenance_plans": [plan]}

    page = house.signed_in("evergreen").get(RECORD).text

    card = page[page.index('id="figures-title"') :].partition("</section>")[0]
    for fact in ("Every season", "$490.00 per visit", "4 visits a year", "$1,960.00"):
        assert fact in card
    assert "Subtotal" not in card


def test_services_are_told_who_asks(house: House) -> None:
    workspace = house.open("evergreen")
    house.sent(workspace)

    house.signed_in("evergreen").get(RECORD)

    claims = house.quotes.last(f"/estimates/{ESTIMATE_ID}").claims
    assert (claims["knd"], claims["ws"], claims["rol"], claims["nam"]) == ("staff", str(workspace), "owner", "owner")


@pytest.mark.shows("EST-6")
def test_an_answer_goes_to_the_customer(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")

    answer = browser.post(f"{RECORD}/notes", data={"text": "Yes, the garage is included."})

    assert (answer.status_code, answer.headers["location"]) == (303, f"{RECORD}?answer=mailed#answer")
    assert estimate.notes[0]["text"] == "Yes, the garage is included."
    page = browser.get(answer.headers["location"]).text
    assert "Yes, the garage is included." in page
    assert "Your answer is on the customer's page, and on its way to Dana Fox." in page


@pytest.mark.shows("EST-6")
@pytest.mark.parametrize(
    ("category", "reason"),
    [
        ("missing_contact", "There is no email address on file for the customer."),
        ("link_setup", "Links are not set up"),
        ("not_sent", "The record has not been sent yet."),
    ],
)
def test_an_answer_that_is_not_mailed_says_why(house: House, category: str, reason: str) -> None:
    house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")
    obstacle = {"not_mailed": {"category": category, "detail": "More of it."}}
    house.quotes.answer(f"/estimates/{ESTIMATE_ID}/notes", JSONResponse(obstacle, 201))

    answer = browser.post(f"{RECORD}/notes", data={"text": "It is."})
    house.quotes.refusals.clear()

    page = browser.get(answer.headers["location"]).text
    assert "Your answer is on the customer's page, and was not sent." in page
    assert reason in page


def test_an_address_cannot_put_words_into_a_record(house: House) -> None:
    house.sent(house.open("evergreen"))

    page = house.signed_in("evergreen").get(f"{RECORD}?answer=%3Cb%3EPay+me").text

    assert "Pay me" not in page
    assert "not mailed" not in page


def test_an_answer_that_says_nothing_is_told_so(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.refuse(f"/estimates/{ESTIMATE_ID}/notes", 422, "invalid_text", "text must not be empty.")

    answer = house.signed_in("evergreen").post(f"{RECORD}/notes", data={"text": " "})

    assert answer.status_code == 422
    assert "text must not be empty." in answer.text


@pytest.mark.parametrize(("status", "offered"), [("sent", True), ("accepted", False)])
def test_sending_again_is_offered_where_quotes_would_do_it(house: House, status: str, offered: bool) -> None:
    house.sent(house.open("evergreen")).status = status

    page = house.signed_in("evergreen").get(RECORD).text

    assert ("Send again" in page, f'href="{RECORD}?send#send"' in page) == (offered, offered)


def test_a_record_without_billing_shows_the_rest(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.take_down("billing")

    answer = house.signed_in("evergreen").get(RECORD)

    assert answer.status_code == 200
    assert "Nothing invoiced yet." in answer.text


def test_the_bell_is_silent_while_notifications_are_away(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.take_down("notifications")
    browser = house.signed_in("evergreen")

    estimates, notifications = browser.get("/office/estimates"), browser.get("/office/notifications")

    assert estimates.status_code == 200
    assert notifications.status_code == 503
    assert "They are kept" in notifications.text


def test_notifications_are_shown_newest_first_and_marked_as_read(house: House) -> None:
    house.open("evergreen")
    house.notifications.tell("Dana Fox viewed E-1001", at="2026-11-23T20:00:00.000000Z")
    house.notifications.tell("Dana Fox accepted E-1001", at="2026-11-23T20:05:00.000000Z")
    browser = house.signed_in("evergreen")

    page = browser.get("/office/notifications").text
    answer = browser.post("/office/notifications/read")

    listed = page[page.index("<main") :]
    assert listed.index("accepted E-1001") < listed.index("viewed E-1001")
    assert answer.headers["location"] == "/office/notifications"
    assert house.notifications.last("/inbox/read").body == b'{"up_to":"2"}'
