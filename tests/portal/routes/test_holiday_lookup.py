"""Looking holiday lights up on the seasonal page: as on the Proposals tab, for holiday proposals only."""

import re

import pytest

from services.portal.usecases.keep_channel import keep_channel
from tests.portal.conftest import House, nonce_on
from tests.portal.lights import PAGE, open_with_lights
from tests.support.services import published

pytestmark = pytest.mark.shows("HOL-1")

API = "/api/v1/public/portals/evergreen/holiday-lights-lookup"


@pytest.mark.shows("LKP-1", "LKP-4")
def test_it_looks_up_as_the_proposals_tab_does_and_asks_for_holiday_lights_only(house: House) -> None:
    open_with_lights(house)
    answers = []
    for number, typed in enumerate(("dana@example.com", "stranger@example.com", "(212) 555-0100")):
        browser = house.browser(ip=f"203.0.113.{number}")
        answers.append(browser.post(PAGE, data={"contact": typed, "nonce": nonce_on(browser.get(PAGE).text)}))

    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({re.sub(r'nonce(-|=")[A-Za-z0-9_.-]+', "", answer.text) for answer in answers}) == 1
    assert "If we have a design for you" in answers[0].text
    asked = [event["data"] for event in published(house.context, "ProposalLookupRequested")]
    assert [(one["email"] or one["phone"], one["record_type"]) for one in asked] == [
        ("dana@example.com", "holiday_lights"),
        ("stranger@example.com", "holiday_lights"),
        ("+12125550100", "holiday_lights"),
    ]


@pytest.mark.shows("LKP-4")
def test_both_tabs_share_one_limit_of_the_address(house: House) -> None:
    open_with_lights(house)

    for number in range(5):
        browser = house.browser(ip=f"203.0.113.{number}")
        page = PAGE if number % 2 else "/portal/evergreen/proposals"
        answer = browser.post(page, data={"contact": "dana@example.com", "nonce": nonce_on(browser.get(page).text)})
        assert answer.status_code == 200

    assert len(published(house.context, "ProposalLookupRequested")) == 3


@pytest.mark.shows("LKP-2")
def test_while_no_mail_goes_out_it_asks_to_come_back(house: House) -> None:
    open_with_lights(house)
    with house.context.database.begin() as session:
        keep_channel(session, channel="email", available=False)
    browser = house.browser()

    answer = browser.post(PAGE, data={"contact": "dana@example.com", "nonce": nonce_on(browser.get(PAGE).text)})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "Please try again in a few minutes" in answer.text


@pytest.mark.shows("LNK-10")
def test_without_script_it_asks_once_more_and_the_nonce_of_the_other_tab_is_none(house: House) -> None:
    open_with_lights(house)
    browser = house.browser()
    nonce = nonce_on(browser.get("/portal/evergreen/proposals").text)

    answer = browser.post(PAGE, data={"contact": "dana@example.com", "nonce": nonce})

    assert "Email the link?" in answer.text
    assert published(house.context, "ProposalLookupRequested") == []


@pytest.mark.shows("OFF-2", "LKP-1")
def test_programs_look_up_by_the_same_rules(house: House) -> None:
    open_with_lights(house)

    answer = house.program().post(API, json={"email": " Dana@Example.com"})
    refused = house.program().post(API, json={"email": "dana"})

    assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})
    assert refused.status_code == 422
    (event,) = published(house.context, "ProposalLookupRequested")
    assert (event["data"]["email"], event["data"]["record_type"]) == ("dana@example.com", "holiday_lights")
