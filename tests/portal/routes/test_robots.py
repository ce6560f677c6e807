"""Programs that call themselves browsers and fill in forms, and people whose browsers run no script."""

import re
from collections.abc import Callable
from html import unescape

import pytest
import time_machine
from starlette.testclient import TestClient

from tests.portal.conftest import QUOTE, SIGNING, House, nonce_on
from tests.portal.records import ACCEPTANCE

Fields = dict[str, str]

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
OPENED = "2026-11-23T12:00:00Z"
SOON = "2026-11-23T12:00:01Z"
READ = "2026-11-23T12:00:04Z"
HIDDEN_NONCE = re.compile(r'<input type="hidden" name="nonce" value="([^"]+)"')
MAIL_SCANNER = "Mozilla/5.0 (compatible; Mimecast-scanner; bot)"
FORMS = [
    ("accept", SIGNING, "Accept and sign"),
    ("decline", {"reason": "price"}, "Decline"),
    ("notes", {"note_text": "Is Friday possible?"}, "Send message"),
    ("appointment", {"day_1": "2026-12-07"}, "Ask for another time"),
    ("renew", {}, "Email me a fresh link"),
    ("checkout", {}, "Go on to payment"),
]


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize("agent", [MAIL_SCANNER, ""])
@pytest.mark.parametrize(("part", "fields", "button"), FORMS)
def test_a_robot_that_confirms_is_asked_again(
    house: House, part: str, fields: dict[str, str], button: str, agent: str
) -> None:
    house.sent(house.open("evergreen"))
    robot = house.browser(**{"user-agent": agent})
    asked = robot.post(f"{QUOTE}/{part}", data=fields)
    confirmed = fields | {"nonce": HIDDEN_NONCE.findall(asked.text)[0]}

    again = robot.post(f"{QUOTE}/{part}", data=confirmed)

    assert again.status_code == 200
    assert button in again.text
    assert (house.quotes.asked("POST"), house.billing.asked("POST")) == ([], [])


@pytest.mark.shows("LNK-10")
def test_the_nonce_of_the_page_itself_does_not_make_a_robot_a_person(house: House) -> None:
    house.sent(house.open("evergreen"))
    robot = house.browser(**{"user-agent": MAIL_SCANNER})
    filled = SIGNING | {"nonce": nonce_on(robot.get(QUOTE).text)}

    robot.post(f"{QUOTE}/accept", data=filled)

    assert house.quotes.asked("POST") == []


def asked_by(browser: TestClient, part: str, fields: Fields) -> Fields:
    """The hidden fields of the page that asks, as a browser sends them back."""
    with time_machine.travel(OPENED, tick=False):
        page = browser.post(f"{QUOTE}/{part}", data=fields | {"nonce": "", "subject": ""}).text
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}


@pytest.mark.shows("LNK-10", "SGN-1")
@pytest.mark.parametrize(("part", "fields", "button"), FORMS)
def test_without_script_a_person_reads_presses_the_button_and_is_believed(
    house: House, part: str, fields: Fields, button: str
) -> None:
    house.sent(house.open("evergreen")).acceptance = ACCEPTANCE if part == "checkout" else None
    house.billing.issue()
    browser = house.browser()
    confirmed = asked_by(browser, part, fields) | {"pressed": "yes", "subject": ""}

    with time_machine.travel(READ, tick=False):
        answer = browser.post(f"{QUOTE}/{part}", data=confirmed)

    assert button not in answer.text
    assert house.quotes.asked("POST") + house.billing.asked("POST") != []


def test_line_breaks_of_a_message_come_through_the_question(house: House) -> None:
    estimate = house.sent(house.open("evergreen"))
    browser = house.browser()
    asked = asked_by(browser, "notes", {"note_text": "One\r\nTwo & <three>"})
    confirmed = asked | {"note_text": asked["note_text"].replace("\r\n", "\n"), "pressed": "yes"}

    with time_machine.travel(READ, tick=False):
        browser.post(f"{QUOTE}/notes", data=confirmed)

    assert [note["text"] for note in estimate.notes] == ["One\nTwo & <three>"]


ROBOTS: dict[str, tuple[str, Callable[[Fields], Fields]]] = {
    "sends the answer's form at once": (SOON, lambda asked: asked | {"pressed": "yes"}),
    "sends the fields and presses no button": (READ, lambda asked: asked),
    "fills in whatever there is": (READ, lambda asked: asked | {"pressed": "yes", "subject": "on"}),
    "fills in other values than were asked about": (READ, lambda asked: asked | {"pressed": "yes", "signer_name": "X"}),
    "makes up a nonce": (READ, lambda asked: asked | {"pressed": "yes", "nonce": "1.x"}),
}


@pytest.mark.shows("LNK-10")
@pytest.mark.parametrize("robot", ROBOTS)
def test_a_robot_that_sends_two_forms_in_a_row_signs_nothing(house: House, robot: str) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    moment, fill_in = ROBOTS[robot]
    confirmed = fill_in(asked_by(browser, "accept", SIGNING))

    with time_machine.travel(moment, tick=False):
        answer = browser.post(f"{QUOTE}/accept", data=confirmed)

    assert answer.status_code == 200
    assert "Accept this estimate?" in answer.text
    assert house.quotes.asked("POST") == []
    assert ("We could not tell whether a person pressed the button" in answer.text) is ("pressed" in confirmed)


@pytest.mark.shows("LNK-10")
def test_the_question_of_one_form_does_not_answer_that_of_another(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    asked = asked_by(browser, "notes", {"note_text": "Hello"})

    with time_machine.travel(READ, tick=False):
        browser.post(f"{QUOTE}/accept", data=SIGNING | {"nonce": asked["nonce"], "pressed": "yes"})
        browser.post(f"{QUOTE}/decline", data={"reason": "price", "nonce": asked["nonce"], "pressed": "yes"})

    assert house.quotes.asked("POST") == []


@pytest.mark.shows("LNK-10")
def test_who_fills_in_the_field_that_nobody_sees_is_asked_also_on_a_page_that_was_touched(house: House) -> None:
    house.sent(house.open("evergreen"))
    browser = house.browser()
    nonce = nonce_on(browser.get(QUOTE).text)

    answer = browser.post(f"{QUOTE}/accept", data=SIGNING | {"nonce": nonce, "subject": "House wash"})

    assert "Accept this estimate?" in answer.text
    assert house.quotes.asked("POST") == []
