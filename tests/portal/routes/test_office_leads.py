"""Leads in the console: the pipeline and one lead, and what each button asks of quotes."""

import json

import pytest

from services.portal.pages.lead_cards import clock
from services.portal.pages.lead_views import Clock
from tests.portal.conftest import House
from tests.portal.fake_leads import LEAD_ID
from tests.portal.records import ESTIMATE_ID

BOARD = "/office/leads"
LEAD = f"{BOARD}/{LEAD_ID}"


@pytest.mark.shows("REQ-3", "OFF-1")
def test_the_pipeline_shows_each_lead_where_it_stands_with_its_clock(house: House) -> None:
    house.open("evergreen")
    house.quotes.leads.ask()
    house.quotes.leads.ask(lead_id=LEAD_ID.replace("e1", "e2"), name="Otto", status="quoted", minutes_left=None)

    page = house.signed_in("evergreen").get(BOARD).text

    new, quoted = page.index('id="stage-new"'), page.index('id="stage-quoted"')
    assert new < page.index("Kim Doe") < quoted < page.index("Otto")
    assert page.count("12 min left") == 1


@pytest.mark.shows("REQ-3")
@pytest.mark.parametrize(
    ("minutes", "words", "tone"),
    [
        (60, "60 min left", "active"),
        (15, "15 min left", "attention"),
        (0, "0 min left", "attention"),
        (-1, "1 min over", "bad"),
        (-59, "59 min over", "bad"),
        (-60, "1 h over", "bad"),
        (-150, "2 h over", "bad"),
    ],
)
def test_the_clock_says_what_is_left_or_how_late_it_is(minutes: int, words: str, tone: str) -> None:
    found = clock(minutes)

    assert isinstance(found, Clock)
    assert (found.words, found.tone) == (words, tone)


@pytest.mark.shows("REQ-3")
def test_the_sources_are_told_apart(house: House) -> None:
    house.open("evergreen")
    house.quotes.leads.ask()
    house.quotes.leads.ask(
        lead_id=LEAD_ID.replace("e1", "e2"), name="Otto", source="referral", referral_code="ABCD2345"
    )

    page = house.signed_in("evergreen").get(f"{BOARD}?source=referral").text

    assert "Otto" in page
    assert "Kim Doe" not in page


@pytest.mark.shows("REQ-3")
@pytest.mark.parametrize(
    ("back", "leads_to"),
    [("board", f"{BOARD}?source=portal#lead-{LEAD_ID}"), ("lead", LEAD)],
)
def test_a_press_moves_a_lead_and_leads_back_to_where_it_was_pressed(house: House, back: str, leads_to: str) -> None:
    house.open("evergreen")
    house.quotes.leads.ask()

    answer = house.signed_in("evergreen").post(
        f"{LEAD}/move", data={"status": "contacted", "source": "portal", "back": back}
    )

    assert (answer.status_code, answer.headers["location"]) == (303, leads_to)
    assert json.loads(house.quotes.last(f"/leads/{LEAD_ID}").body) == {"status": "contacted"}


@pytest.mark.shows("REQ-3")
def test_one_press_makes_the_estimate_and_opens_it_to_be_priced(house: House) -> None:
    house.open("evergreen")
    house.quotes.leads.ask()

    answer = house.signed_in("evergreen").post(f"{LEAD}/estimate")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/office/estimates/{ESTIMATE_ID}/edit")


def test_one_lead_tells_all_that_was_asked_and_what_has_become_of_it(house: House) -> None:
    house.open("evergreen")
    house.quotes.leads.ask(name="<i>Kim</i>", notes="<script>alert(1)</script>")

    page = house.signed_in("evergreen").get(LEAD).text

    assert "3 Oak Street" in page
    assert "Kim Doe asked for an estimate" in page
    assert "<script>alert" not in page
    assert "<i>Kim" not in page


def test_a_lead_of_nobody_is_not_found_and_strangers_are_asked_to_sign_in(house: House) -> None:
    house.open("evergreen")
    house.quotes.leads.ask()
    office = house.signed_in("evergreen")

    missing = office.get(LEAD.replace("e1", "ff")).status_code
    wrong = [office.get(f"{BOARD}?status=sold").status_code, office.get(f"{BOARD}/what").status_code]
    stranger = house.browser().get(BOARD)

    assert missing == 404
    assert wrong == [404, 404]
    assert stranger.headers["location"].startswith("/office/login")


def test_an_empty_pipeline_says_how_to_fill_it(house: House) -> None:
    house.open("evergreen")

    page = house.signed_in("evergreen").get(BOARD).text

    assert "/office/settings/services" in page
    assert "No leads here" in page
