"""Photos of forms that were not sent to their end: whose are kept at all, and for how long."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from services.portal.domain.request_photo import RequestPhoto
from services.portal.manifest import service
from shared.clock import utc_now
from tests.portal.conftest import House
from tests.portal.routes.test_request import KIM, PAGE, form_on, opened, requested
from tests.portal.routes.test_request_photos import kept, photo, send


def drafts(house: House) -> int:
    """How many photos are kept that no request has."""
    with house.context.database.read() as session:
        return len(session.scalars(select(RequestPhoto).where(RequestPhoto.request_id.is_(None))).all())


@pytest.mark.shows("REQ-1")
@pytest.mark.parametrize("name", ["", "made-up", "made-up.65f0.bWFkZSB1cA"])
def test_photos_of_a_form_that_no_page_of_ours_gave_are_neither_looked_at_nor_kept(house: House, name: str) -> None:
    opened(house)

    answer = house.browser().post(PAGE, data=KIM | {"submission": name}, files=[photo(), photo("x.jpg", b"none")])

    assert answer.status_code == 422
    assert "Please choose the photos again." in answer.text
    assert "neither a JPEG" not in answer.text
    assert drafts(house) == 0


@pytest.mark.shows("REQ-1")
def test_photos_chosen_again_on_the_page_that_asks_for_it_go_along(house: House) -> None:
    opened(house)
    browser = house.browser()
    again = browser.post(PAGE, data=KIM | {"submission": "made-up"}, files=[photo()])

    browser.post(PAGE, data=form_on(again.text, **KIM), files=[photo()])

    assert [told["photos"] for told in requested(house)] == [1]


def test_the_name_of_a_form_is_good_for_a_day(house: House) -> None:
    opened(house)
    browser = house.browser()
    form = form_on(browser.get(PAGE).text, **KIM)

    with time_machine.travel(utc_now() + timedelta(hours=25), tick=False):
        late = browser.post(PAGE, data=form, files=[photo()])

    assert late.status_code == 422
    assert "Please choose the photos again." in late.text
    assert drafts(house) == 0


def test_photos_of_a_form_that_was_never_sent_are_forgotten_by_the_schedule(house: House) -> None:
    opened(house)
    browser = house.browser()
    browser.post(PAGE, data=form_on(browser.get(PAGE).text, **KIM | {"email": ""}), files=[photo()])
    send(house, [photo()])
    counted = list[int]()

    for hours in (0, 1, 3):
        with time_machine.travel(utc_now() + timedelta(hours=hours), tick=False):
            service.tasks["portal.forget_drafts"](house.context)
        counted.append(drafts(house))

    assert counted == [1, 1, 0]
    assert len(kept(house, requested(house)[0]["request_id"])) == 1
    assert "portal.forget_drafts" in [one.task for one in service.schedules]


def test_a_photo_that_a_browser_has_is_not_sent_again(house: House) -> None:
    opened(house)
    send(house, [photo()])
    (told,) = requested(house)
    lead_id = told["request_id"]
    house.quotes.leads.ask(lead_id=lead_id)
    program = house.program(house.access_token("evergreen"))
    (listed,) = program.get(f"/api/v1/leads/{lead_id}/photos").json()["items"]
    path = f"/api/v1/leads/{lead_id}/photos/{listed['photo_id']}/file"
    first = program.get(path)

    again = program.get(path, headers={"if-none-match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert "frame-ancestors 'none'" in first.headers["content-security-policy"]
