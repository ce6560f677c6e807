"""Contacts of a customer in the console: added, trusted with more or less, and removed."""

import pytest

from tests.portal.api.test_account import employ
from tests.portal.conftest import PASSWORD, House
from tests.portal.fake_customers import CONTACT_ID, CUSTOMER_ID

pytestmark = pytest.mark.shows("EXT-3", "OFF-1")
ONE = f"/office/customers/{CUSTOMER_ID}"
HERE = f"{ONE}/contacts"
PAT = {"name": "Pat Ray", "email": "pat@ray.example", "phone": "", "may_pay": "yes"}


def test_they_are_added_changed_and_removed(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")

    empty, added = browser.get(HERE).text, browser.post(HERE, data=PAT)
    kept = dict(house.quotes.customers.contacts[CONTACT_ID])
    changed = browser.post(f"{HERE}/{CONTACT_ID}", data=PAT | {"may_pay": "", "may_sign": "yes", "gets_copies": "yes"})
    page = browser.get(HERE).text
    removed = browser.post(f"{HERE}/{CONTACT_ID}/remove")

    assert f'href="{HERE}"' in browser.get(ONE).text
    assert "Nobody else speaks for Dana Fox yet" in empty
    assert [answer.headers["location"] for answer in (added, changed, removed)] == [HERE] * 3
    assert kept == {"contact_id": CONTACT_ID, "name": "Pat Ray", "email": "pat@ray.example", "phone": None} | {
        "may_sign": False, "may_pay": True, "gets_copies": False,
    }  # fmt: skip
    assert page.count(" checked") == 2
    assert house.quotes.customers.contacts == {}


def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(house: House) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").post(HERE, data=PAT | {"email": "pat@ray"})

    assert answer.status_code == 422
    assert 'id="email-new-error"' in answer.text
    assert ('value="pat@ray"' in answer.text, answer.text.count(" checked")) == (True, 1)


def test_viewers_look_and_change_nothing(house: House) -> None:
    employ(house, house.open("evergreen"), "viewer@evergreen.example", "viewer")
    house.signed_in("evergreen").post(HERE, data=PAT)
    viewer = house.browser()
    viewer.post("/office/login", data={"email": "viewer@evergreen.example", "password": PASSWORD})

    page = viewer.get(HERE)
    answers = [viewer.post(path, data=PAT) for path in (HERE, f"{HERE}/{CONTACT_ID}", f"{HERE}/{CONTACT_ID}/remove")]

    assert ("may pay" in page.text, 'method="post" action="/office/customers' in page.text) == (True, False)
    assert [answer.status_code for answer in answers] == [403] * 3
