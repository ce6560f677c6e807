"""What office and customer still have to say to each other: a question and its answer, and when the job is to be done."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from shared.clock import utc_now
from tests.support.calendars import properties
from tests.support.patience import SECONDS
from tests.support.story import Office, Sent
from tests.support.world import eventually

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"}
NONCE = re.compile(r'<body[^>]* data-nonce="([^"]+)"')


def person() -> httpx.Client:
    return httpx.Client(headers=BROWSER, timeout=SECONDS)


def post(browser: httpx.Client, sent: Sent, part: str, **form: str) -> httpx.Response:
    """A form of the page, sent by somebody who has looked at it."""
    nonce = NONCE.search(browser.get(sent.link).text)
    assert nonce
    return browser.post(f"{sent.link}/{part}", data=form | {"nonce": nonce[1]})


def to_customer(sent: Sent, words: str) -> list[dict[str, Any]]:
    """The customer's mails that say so."""
    return [mail for mail in sent.mails() if mail["to"] == sent.customer["email"] and words in mail["text"]]


@pytest.mark.shows("EST-6", "NOT-2")
def test_a_question_is_answered_by_mail(office: Office) -> None:
    sent = office.send()
    notes = f"/estimates/{sent.estimate_id}/notes"

    with person() as customer:
        post(customer, sent, "notes", note_text="Is the <garage> included?\nAnd the shed?")
        eventually(
            lambda: any("Is the <garage> included?" in item["text"] for item in office.inbox()),
            "the office hears of it",
        )
        answers = [office.call("POST", notes, {"text": "Both are.\n\nBcc: all@example.com"}) for _ in range(2)]
        (mail,) = eventually(lambda: to_customer(sent, "Both are."), "the answer is mailed")
        page = customer.get(sent.link).text

    assert answers[0] == answers[1]
    assert answers[0]["not_mailed"] is None
    assert mail["subject"].startswith(f"Our answer about {sent.drafted['number']}, ")
    assert "> Is the <garage> included?\n> And the shed?" in mail["text"]
    assert "Is the &lt;garage&gt; included?" in mail["html"]
    assert f"{sent.link}?via=estimate-email#questions" in mail["text"]
    assert "Bcc" not in mail["headers"]
    assert "Both are." in page
    history = office.call("GET", f"/estimates/{sent.estimate_id}/history")["items"]
    assert [line["action"] for line in history][-2:] == ["question_asked", "answered"]
    assert len(to_customer(sent, "Both are.")) == 1


@pytest.mark.shows("EXT-5", "NOT-2")
def test_a_job_is_scheduled_asked_to_move_and_confirmed(office: Office) -> None:
    sent = office.send(deposit=None)
    job = f"/jobs/{sent.accept().json()['job_id']}/appointment"
    first, other = (f"{utc_now() + timedelta(days=days):%Y-%m-%d}" for days in (30, 31))

    with person() as customer:
        office.call("PUT", job, {"date": first, "start": "09:00", "end": "11:00"})
        (set_mail,) = eventually(lambda: to_customer(sent, "there is a date for your job"), "the date is mailed")
        before = customer.get(f"{sent.link}/appointment.ics")
        asked = post(customer, sent, "appointment", day_1=other, day_note="After school, please.")
        eventually(lambda: any("another time" in item["text"] for item in office.inbox()), "the office hears of it")
        again = post(customer, sent, "appointment", day_1=other, day_note="After school, please.")
        waiting = customer.get(sent.link).text
        office.call("PUT", job, {"date": other, "start": "15:00", "end": "16:30"})
        (confirmed,) = eventually(lambda: to_customer(sent, "the other time that you asked for"), "it is confirmed")
        after = customer.get(f"{sent.link}/appointment.ics")
        page = customer.get(sent.link).text

    assert (asked.status_code, again.status_code) == (303, 303)
    assert "You asked for another time:" in waiting
    assert "After school, please." in waiting
    assert "You asked for another time:" not in page
    assert [file.headers["content-type"].partition(";")[0] for file in (before, after)] == ["text/calendar"] * 2
    old, new = properties(before.text), properties(after.text)
    assert new["UID"] == old["UID"]
    assert (old["SEQUENCE"], new["SEQUENCE"], new["STATUS"]) == ("0", "1", "CONFIRMED")
    assert new["DTSTART"][:8] == other.replace("-", "")
    assert [mail["attachments"][0]["text"] for mail in (set_mail, confirmed)] == [before.text, after.text]
    assert len(to_customer(sent, "appointment")) == 2
    actions = [line["action"] for line in office.call("GET", f"/estimates/{sent.estimate_id}/history")["items"]]
    # The sealing of what was signed comes in between, sooner or later.
    told = [action for action in actions if action.startswith("appointment_")]
    assert told == ["appointment_scheduled", "appointment_requested", "appointment_confirmed"]
