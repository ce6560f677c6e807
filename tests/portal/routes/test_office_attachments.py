"""Photos and files in the console, by forms that need no script."""

import json

import pytest

from shared.web.middleware import MAX_BODY, MAX_UPLOAD
from tests.portal.conftest import RECORD, House
from tests.portal.fake_files import ATTACHMENT_ID, IMAGE
from tests.portal.fake_service import FakeService
from tests.portal.lights import open_with_lights, turn_on
from tests.portal.records import ACCEPTANCE, ESTIMATE_ID, INVOICE_ID, JOB_ID

pytestmark = pytest.mark.shows("EXT-2", "OFF-1")

OWN = (f"{RECORD}/attachments", f"/estimates/{ESTIMATE_ID}/attachments", f"{RECORD}#attachments")
OF_THE_JOB = (f"{RECORD}/jobs/{JOB_ID}/attachments", f"/jobs/{JOB_ID}/attachments", f"{RECORD}#job-attachments")
_INVOICE = f"/office/invoices/{INVOICE_ID}"
OF_AN_INVOICE = (f"{_INVOICE}/attachments", f"/invoices/{INVOICE_ID}/attachments", f"{_INVOICE}#invoice-attachments")
each = pytest.mark.parametrize(
    ("page", "path", "back"), [OWN, OF_THE_JOB, OF_AN_INVOICE], ids=["estimate", "job", "invoice"]
)


def keeper(house: House, path: str) -> FakeService:
    """The service that has what is at `path`."""
    return house.billing if path.startswith("/invoices") else house.quotes


@each
def test_a_file_goes_on_as_the_browser_sent_it(house: House, page: str, path: str, back: str) -> None:
    house.sent(house.open("evergreen"))
    photo = b"\xff\xd8\xff" + b"x" * MAX_BODY

    answer = house.signed_in("evergreen").post(
        page, files={"file": ("roof.jpg", photo)}, data={"caption": "Roof", "visible_to_customer": "true"}
    )

    assert (answer.status_code, answer.headers["location"]) == (303, back)
    call = keeper(house, path).last(path)
    assert (call.method, call.claims["rol"]) == ("POST", "owner")
    assert call.headers["content-type"].startswith("multipart/form-data; boundary=")
    for part in (photo, b'name="caption"\r\n\r\nRoof\r\n', b'name="visible_to_customer"\r\n\r\ntrue\r\n'):
        assert part in call.body


@each
def test_caption_showing_and_place_are_changed_by_one_form(house: House, page: str, path: str, back: str) -> None:
    house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")

    forms = [
        {"caption": "Roof", "visible_to_customer": "true"},
        {"caption": ""},
        {"caption": "Roof", "position": "2"},
    ]
    answers = [browser.post(f"{page}/{ATTACHMENT_ID}", data=form) for form in forms]

    assert {(answer.status_code, answer.headers["location"]) for answer in answers} == {(303, back)}
    calls = [call for call in keeper(house, path).calls if call.method == "PATCH"]
    assert {call.path for call in calls} == {f"{path}/{ATTACHMENT_ID}"}
    assert [json.loads(call.body) for call in calls] == [
        {"caption": "Roof", "visible_to_customer": True},
        {"caption": "", "visible_to_customer": False},
        {"caption": "Roof", "visible_to_customer": False, "position": 2},
    ]


@each
def test_removing_takes_a_press(house: House, page: str, path: str, back: str) -> None:
    house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")

    looked = browser.get(f"{page}/{ATTACHMENT_ID}/remove")
    pressed = browser.post(f"{page}/{ATTACHMENT_ID}/remove")

    assert (looked.status_code, pressed.status_code, pressed.headers["location"]) == (404, 303, back)
    assert keeper(house, path).asked("DELETE") == [f"{path}/{ATTACHMENT_ID}"]


@each
def test_the_office_sees_the_files_themselves(house: House, page: str, path: str, back: str) -> None:
    house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")

    answers = [browser.get(f"{page}/{ATTACHMENT_ID}/{form}") for form in ("file", "thumbnail")]

    assert [answer.content for answer in answers] == [IMAGE, IMAGE]
    assert {answer.headers["cache-control"] for answer in answers} == {"private, no-cache"}
    assert keeper(house, path).last(f"{path}/{ATTACHMENT_ID}/file").claims["knd"] == "staff"


def test_a_record_shows_its_own_and_those_of_its_job(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.signed_in("evergreen")
    before = browser.get(RECORD).text
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE

    after = browser.get(RECORD).text

    for page in (before, after):
        assert f'src="{OWN[0]}/{ATTACHMENT_ID}/thumbnail"' in page
        assert f'action="{OWN[0]}" enctype="multipart/form-data"' in page
    assert [f'src="{OF_THE_JOB[0]}/{ATTACHMENT_ID}/thumbnail"' in page for page in (before, after)] == [False, True]


def test_what_was_signed_stays_and_only_the_office_gets_more(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    estimate.status, estimate.acceptance = "accepted", ACCEPTANCE

    page = house.signed_in("evergreen").get(RECORD).text

    own, _, of_the_job = page.partition('id="job-attachments"')
    assert f'action="{OWN[0]}" enctype' in own
    for changing in (f'action="{OWN[0]}/{ATTACHMENT_ID}"', f"{ATTACHMENT_ID}/remove", 'name="visible_to_customer"'):
        assert changing not in own
    for changing in (f'action="{OF_THE_JOB[0]}/{ATTACHMENT_ID}"', f"{ATTACHMENT_ID}/remove", "visible_to_customer"):
        assert changing in of_the_job


@pytest.mark.parametrize(
    ("status", "code"), [(422, "invalid_file"), (409, "not_revisable"), (413, "too_large")], ids=str
)
def test_a_refusal_is_told_as_a_page(house: House, status: int, code: str) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.refuse(OWN[1], status, code, "This is why, and the way out.")

    answer = house.signed_in("evergreen").post(OWN[0], files={"file": b"<svg>"})

    assert (answer.status_code, "This is why, and the way out." in answer.text) == (status, True)
    assert answer.headers["content-type"].startswith("text/html")


def test_a_file_that_is_too_large_reaches_nobody_and_is_told_as_a_page(house: House) -> None:
    house.sent(house.open("evergreen"))

    answer = house.signed_in("evergreen").post(OWN[0], files={"file": b"x" * MAX_UPLOAD})

    assert (answer.status_code, "larger than 16 MB" in answer.text) == (413, True)
    assert answer.headers["content-type"].startswith("text/html")
    assert house.quotes.asked("POST") == []


def test_a_record_stands_without_what_cannot_be_listed(house: House) -> None:
    house.sent(house.open("evergreen"))
    house.quotes.refuse(OWN[1], 503, "unavailable", "Not now.")

    answer = house.signed_in("evergreen").get(RECORD)

    assert (answer.status_code, "Photos and files" in answer.text) == (200, False)


@pytest.mark.shows("HOL-1")
def test_a_photo_is_made_a_picture_of_the_design_and_is_none_again(house: House) -> None:
    open_with_lights(house)
    browser = house.signed_in("evergreen")
    page = browser.get(RECORD).text

    for form in ({"stage": "after", "zone": "Roof line"}, {"stage": "none"}, {}):
        browser.post(f"{RECORD}/attachments/{ATTACHMENT_ID}", data={"caption": "", **form})

    assert '<option value="Roof line">' in page
    assert page.count('name="stage"') == 2
    asked = [json.loads(call.body) for call in house.quotes.calls if call.method == "PATCH"]
    assert [body.get("mockup", "as it is") for body in asked] == [
        {"stage": "after", "zone": "Roof line"},
        None,
        "as it is",
    ]


@pytest.mark.shows("HOL-1")
def test_photos_of_other_records_have_no_part_in_a_design(house: House) -> None:
    house.sent(house.open("evergreen"))

    assert 'name="stage"' not in house.signed_in("evergreen").get(RECORD).text


@pytest.mark.shows("HOL-1", "LNK-3")
def test_the_office_is_warned_of_a_link_to_a_page_that_is_turned_off(house: House) -> None:
    estimate = open_with_lights(house)
    browser, warning = house.signed_in("evergreen"), "Holiday lights are off in your portal"

    def warned() -> list[int]:
        return [browser.get(page).text.count(warning) for page in (RECORD, f"{RECORD}?send")]

    on = warned()
    turn_on(house, on=False)
    off_with_token = warned()
    estimate.has_token = False
    off = warned()

    assert (on, off_with_token, off) == ([0, 0], [0, 0], [1, 2])
