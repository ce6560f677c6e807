"""What the business writes in its messages, in the console."""

import json

import pytest

from tests.portal.conftest import House

pytestmark = pytest.mark.shows("NOT-1", "SET-2")
LIST, ONE = "/office/settings/templates", "/office/settings/templates/estimate_sent/en"
TYPED = {"subject": "Ours & yours", "greeting": "Dear <b>", "body": "{link}"}


def test_a_text_is_found_written_and_shown(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")

    listed = browser.get(LIST).text
    answer = browser.post(ONE, data=TYPED | {"do": "save"})

    kept = json.loads(house.notifications.last("/settings/templates").body)
    shown = browser.get(answer.headers["location"]).text
    assert f'href="{ONE}"' in listed
    assert kept == {"kind": "estimate_sent", "language": "en", **TYPED}
    assert 'value="Dear &lt;b&gt;"' in shown
    assert "Back to our words" in shown


def test_a_preview_keeps_what_was_typed_and_saves_nothing(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")

    looked = browser.post(ONE, data=TYPED | {"do": "preview"}).text
    letter = browser.get(f"{ONE}/letter?subject=a&body=%7Blink%7D")
    text = browser.get(f"{ONE}/letter?subject=a&body=%7Blink%7D&as=text")

    assert "letter?subject=Ours+%26+yours&amp;greeting=Dear+%3Cb%3E&amp;body=%7Blink%7D" in looked
    assert "sandbox" in letter.headers["content-security-policy"]
    assert text.headers["content-type"].startswith("text/plain")
    assert house.notifications.written is None


def test_what_is_wrong_is_named_at_the_field(house: House) -> None:
    house.open("evergreen")

    answer = house.signed_in("evergreen").post(ONE, data=TYPED | {"body": "no link", "do": "save"})

    assert answer.status_code == 422
    assert 'id="body-error"' in answer.text
    assert "no link</textarea>" in answer.text


def test_back_to_ours(house: House) -> None:
    house.open("evergreen")
    browser = house.signed_in("evergreen")
    browser.post(ONE, data=TYPED | {"do": "save"})

    browser.post(ONE, data={"do": "reset"})

    assert house.notifications.written is None
    assert browser.get(f"{LIST}/nothing/en").status_code == 404


def test_a_text_message_has_a_body_and_nothing_else(house: House) -> None:
    house.open("evergreen")
    house.notifications.kind, house.notifications.channel = "estimate_sent.sms", "sms"
    browser = house.signed_in("evergreen")
    one = f"{LIST}/estimate_sent.sms/en"

    listed, shown = browser.get(LIST).text, browser.get(one).text
    browser.post(one, data={"body": "{link}", "do": "save"})

    kept = json.loads(house.notifications.last("/settings/templates").body)
    assert "<h3>Text messages</h3>" in listed
    assert "<h3>Emails</h3>" not in listed
    assert 'name="subject"' not in shown
    assert "The text message on a phone" in shown
    assert kept == {"kind": "estimate_sent.sms", "language": "en", "subject": "", "greeting": "", "body": "{link}"}
