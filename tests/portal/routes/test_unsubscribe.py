"""Wanting no more reminders: by a press of a person, or by the mail program's own button; never by opening the link."""

import pytest

from tests.portal.conftest import House, nonce_on

LINK = "/u/0192000000007000800000000000000a.mac"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
SCHEDULE = "/office/settings/messages"
NUMBERS = {
    "follow_up_hours": "48", "not_viewed_days": "2", "not_signed_days": "0", "expiring_days": "1", "quiet_from": "21",
    "quiet_until": "7",
}  # fmt: skip


@pytest.mark.shows("LNK-10", "SET-2")
def test_opening_the_link_changes_nothing_and_a_press_does(house: House) -> None:
    house.notifications.workspace_id = house.open("evergreen")
    browser = house.browser()
    page = browser.get(LINK).text
    before = house.notifications.out

    answer = browser.post(LINK, data={"nonce": nonce_on(page), "want": "none"})

    assert "d…@fox.test" in page
    assert (before, house.notifications.out) == (False, True)
    assert "Send me reminders again" in answer.text


@pytest.mark.shows("SET-2")
def test_a_mail_program_does_it_by_itself(house: House) -> None:
    house.notifications.workspace_id = house.open("evergreen")

    answer = house.browser(**{"user-agent": "Gmail", "accept": "*/*"}).post(LINK, data=ONE_CLICK)

    assert (answer.status_code, house.notifications.out) == (204, True)


@pytest.mark.shows("LNK-10")
def test_a_form_that_nobody_touched_asks_once_more(house: House) -> None:
    house.notifications.workspace_id = house.open("evergreen")

    answer = house.browser().post(LINK, data={"nonce": "", "want": "none"})

    assert "No more reminders?" in answer.text
    assert not house.notifications.out


def test_who_regrets_it_gets_them_again(house: House) -> None:
    house.notifications.workspace_id = house.open("evergreen")
    house.notifications.out = True
    browser = house.browser()

    browser.post(LINK, data={"nonce": nonce_on(browser.get(LINK).text), "want": "some"})

    assert not house.notifications.out


def test_what_is_no_link_leads_nowhere(house: House) -> None:
    assert house.browser().get(LINK).status_code == 404
    assert house.browser().post(LINK, data=ONE_CLICK).status_code == 404


@pytest.mark.shows("NOT-3", "NOT-4", "SET-2")
def test_the_office_says_when_customers_are_written_to(house: House) -> None:
    house.open("evergreen")
    office = house.signed_in("evergreen")

    answer = office.post(SCHEDULE, data=NUMBERS)

    assert answer.status_code == 303
    assert house.notifications.kept["follow_up"] is False
    assert house.notifications.kept["follow_up_hours"] == 48
    assert 'id="quiet_from" name="quiet_from" value="21"' in office.get(SCHEDULE).text


@pytest.mark.parametrize(("value", "why"), [("noon", "Enter a whole number."), ("24", "must be from 0 to 23.")])
def test_what_is_no_hour_is_told_at_the_field(house: House, value: str, why: str) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").post(SCHEDULE, data=NUMBERS | {"quiet_from": value})

    assert answer.status_code == 422
    assert why in answer.text
    assert house.notifications.kept["quiet_from"] == 20
