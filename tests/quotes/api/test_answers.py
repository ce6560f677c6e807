"""The office's answers: on the page, and on their way to the customer's mailbox with the link that belongs there."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from fastapi.testclient import TestClient

from services.quotes.tasks import expire_estimates
from shared.clock import utc_now
from shared.events.notifications import ChannelAvailabilityChanged
from shared.ids import new_id
from shared.service import Context
from tests.quotes.office import (
    NEIGHBOUR,
    WORKSPACE,
    Office,
    Visitor,
    counts,
    gutters,
    open_workspace,
    restarted,
    tiers,
)
from tests.quotes.together import together
from tests.support.services import deliver, published

pytestmark = pytest.mark.shows("EST-6")
HOSTILE = "<script>alert(1)</script>\nBcc: all@fox.test"


def answered(context: Context) -> list[dict[str, Any]]:
    """What was told of the office's answers."""
    return [event["data"] for event in published(context, "NoteAnswered")]


def notes_path(estimate: dict[str, Any]) -> str:
    return f"/estimates/{estimate['estimate_id']}/notes"


def test_an_answer_is_told_with_its_question_and_the_link(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(tiers())
    visitor.do(estimate["token"], "notes", {"text": "Is the garage included?"})

    answer = office.post(notes_path(estimate), {"text": "It is."})

    assert answer["not_mailed"] is None
    assert answered(context) == [
        {
            "workspace_id": str(WORKSPACE),
            "estimate_id": estimate["estimate_id"],
            "number": "E-1001",
            "title": "House wash",
            "kind": "proposal",
            "customer_id": estimate["customer"]["customer_id"],
            "customer_name": "Pat Doe",
            "customer_email": "pat@example.com",
            "note_id": answer["note_id"],
            "text": "It is.",
            "author_name": "Sam Office",
            "question": "Is the garage included?",
            "link": f"http://portal.test/quote/{estimate['token']}",
            "not_mailed": None,
            "customer_phone": None,
        }
    ]


@pytest.mark.shows("LNK-3")
@pytest.mark.parametrize("record_type", ["generic", "asphalt", "residential", "fleet", "commercial_building"])
@pytest.mark.parametrize("folder", ["quote", "l"])
def test_the_link_has_the_form_that_the_record_was_sent_with(
    office: Office, visitor: Visitor, context: Context, record_type: str, folder: str
) -> None:
    estimate = office.sent(gutters(record_type=record_type), public_token=folder == "quote")

    office.post(notes_path(estimate), {"text": "Hello"})

    (told,) = answered(context)
    prefix, _, token = str(told["link"]).rpartition("/")
    assert prefix == f"http://portal.test/{folder}"
    assert visitor.page(token)["notes"][0]["text"] == "Hello"


def test_holiday_lights_without_a_token_are_led_to_their_season(office: Office, context: Context) -> None:
    estimate = office.sent(gutters(record_type="holiday_lights"), public_token=False)

    office.post(notes_path(estimate), {"text": "Hello"})

    assert answered(context)[0]["link"].endswith("/holiday-lights")


def test_one_question_of_several_can_be_answered(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters())
    first = visitor.do(estimate["token"], "notes", {"text": "How long?"}).json()["note_id"]
    visitor.do(estimate["token"], "notes", {"text": "How loud?"})

    answer = office.post(notes_path(estimate), {"text": "Two days.", "in_reply_to": first})

    assert answered(context)[0]["question"] == "How long?"
    line = office.get(f"/estimates/{estimate['estimate_id']}/history")["items"][-1]
    assert (line["action"], line["details"]) == (
        "answered",
        {"note_id": answer["note_id"], "answers": first, "not_mailed": None},
    )


def test_a_note_of_another_estimate_or_of_the_office_is_no_question(office: Office, visitor: Visitor) -> None:
    estimate, other = office.sent(gutters()), office.sent(gutters())
    of_another = visitor.do(other["token"], "notes", {"text": "How long?"}).json()["note_id"]
    of_the_office = office.post(notes_path(estimate), {"text": "Hello"})["note_id"]

    refused = [
        office.ask("POST", notes_path(estimate), {"text": "Two days.", "in_reply_to": note_id})
        for note_id in (of_another, of_the_office, str(new_id()))
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(404, "note_not_found")] * 3
    assert len(office.get(notes_path(estimate))["items"]) == 1


def test_somebody_elses_estimate_is_not_answered(office: Office, context: Context) -> None:
    open_workspace(context, NEIGHBOUR)
    estimate = office.sent(gutters())
    before = counts(context)

    refused = Office(context, NEIGHBOUR).ask("POST", notes_path(estimate), {"text": "Hello"})

    assert (refused.status_code, refused.json()["code"]) == (404, "estimate_not_found")
    assert counts(context) == before


def test_the_same_answer_twice_in_a_row_is_one(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters())
    visitor.do(estimate["token"], "notes", {"text": "Really?"})

    first = office.ask("POST", notes_path(estimate), {"text": "Yes."})
    second = office.ask("POST", notes_path(estimate), {"text": " Yes. "})
    visitor.do(estimate["token"], "notes", {"text": "Are you sure?"})
    third = office.ask("POST", notes_path(estimate), {"text": "Yes."})

    assert [answer.status_code for answer in (first, second, third)] == [201, 200, 201]
    assert first.json() == second.json()
    assert [told["question"] for told in answered(context)] == ["Really?", "Are you sure?"]


def test_pressing_twice_at_once_answers_once(office: Office, context: Context) -> None:
    estimate = office.sent(gutters())
    path, other = notes_path(estimate), Office(context)
    other.client = TestClient(office.client.app, raise_server_exceptions=False)

    answers = together(*[lambda who=who: who.ask("POST", path, {"text": "Yes."}) for who in (office, other)])

    assert sorted(answer.status_code for answer in answers) == [200, 201]
    assert len(answered(context)) == 1


def test_the_same_question_twice_in_a_row_is_one(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters())

    notes = [visitor.do(estimate["token"], "notes", {"text": "Really?"}).json() for _ in range(2)]
    visitor.do(estimate["token"], "notes", {"text": "Really?", "request_changes": True})
    visitor.do(estimate["token"], "notes", {"text": "Really?", "request_changes": True})

    assert notes[0] == notes[1]
    told = [event["data"]["blocks_acceptance"] for event in published(context, "ChangesRequested")]
    assert told == [False, True]


def settle(office: Office, visitor: Visitor, estimate: dict[str, Any], how: str) -> None:
    if how == "void":
        office.post(f"/estimates/{estimate['estimate_id']}/void", {})
    elif how == "declined":
        visitor.do(estimate["token"], "decline", {"reason": ""})
    else:
        visitor.accept(estimate["token"])


@pytest.mark.parametrize("how", ["void", "declined", "accepted"])
def test_what_is_settled_is_answered_as_its_page_goes_on_taking_questions(
    office: Office, visitor: Visitor, context: Context, how: str
) -> None:
    estimate = office.sent(gutters())
    settle(office, visitor, estimate, how)
    visitor.do(estimate["token"], "notes", {"text": "What now?"})

    answer = office.post(notes_path(estimate), {"text": "We will call you."})

    assert answer["not_mailed"] is None
    (told,) = answered(context)
    assert visitor.page(told["link"].rpartition("/")[2])["notes"][1]["text"] == "We will call you."
    assert office.estimate(estimate["estimate_id"])["status"] == how


def test_what_has_expired_is_answered_with_a_link_that_works(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(gutters(expires_on=f"{utc_now():%Y-%m-%d}"), public_token=False)
    visitor.do(estimate["token"], "notes", {"text": "Is it still good?"})

    with time_machine.travel(utc_now() + timedelta(days=90)):
        expire_estimates.run(context)
        answer = office.post(notes_path(estimate), {"text": "We will renew it."})
        link = answered(context)[0]["link"]
        page, before = visitor.page(link.rpartition("/")[2]), visitor.ask("GET", f"/public/links/{estimate['token']}")

    assert answer["not_mailed"] is None
    assert (page["status"], page["notes"][1]["text"]) == ("expired", "We will renew it.")
    assert before.json()["code"] == "link_expired"


@pytest.mark.shows("LNK-8")
def test_without_an_address_the_answer_stands_and_the_office_is_told(office: Office, context: Context) -> None:
    deliver(context, ChannelAvailabilityChanged(channel="sms", available=True))
    estimate = office.draft(gutters(customer_id=office.customer(email=None, phone="+12125550100")))
    office.post(f"/estimates/{estimate['estimate_id']}/send", {"channel": "sms"})
    deliver(context, ChannelAvailabilityChanged(channel="sms", available=False))

    answer = office.post(notes_path(estimate), {"text": "Hello"})

    assert answer["not_mailed"]["category"] == "missing_contact"
    assert "no email address on file for Pat Doe" in answer["not_mailed"]["detail"]
    assert [note["text"] for note in office.get(notes_path(estimate))["items"]] == ["Hello"]
    assert [(told["link"], told["not_mailed"]) for told in answered(context)] == [(None, "missing_contact")]


@pytest.mark.shows("NOT-1")
def test_with_but_a_phone_number_the_answer_is_texted(office: Office, context: Context) -> None:
    deliver(context, ChannelAvailabilityChanged(channel="sms", available=True))
    estimate = office.draft(gutters(customer_id=office.customer(email=None, phone="+12125550100")))
    office.post(f"/estimates/{estimate['estimate_id']}/send", {"channel": "sms"})

    answer = office.post(notes_path(estimate), {"text": "Hello"})

    assert answer["not_mailed"] is None
    assert [(told["customer_phone"], bool(told["link"])) for told in answered(context)] == [("+12125550100", True)]


@pytest.mark.shows("LNK-4", "LNK-8")
def test_without_a_way_to_make_links_the_answer_stands_and_the_office_is_told(office: Office, context: Context) -> None:
    estimate = office.sent(gutters(), public_token=False)
    without_secret = restarted(context, CUSTOMER_TOKEN_SECRET="")

    answer = Office(without_secret).post(notes_path(estimate), {"text": "Hello"})

    assert answer["not_mailed"]["category"] == "link_setup"
    assert "CUSTOMER_TOKEN_SECRET" in answer["not_mailed"]["detail"]
    assert len(office.get(notes_path(estimate))["items"]) == 1


@pytest.mark.shows("LNK-5")
def test_a_record_with_its_own_token_is_answered_without_that_secret(office: Office, context: Context) -> None:
    estimate = office.sent(gutters())

    answer = Office(restarted(context, CUSTOMER_TOKEN_SECRET="")).post(notes_path(estimate), {"text": "Hello"})

    assert answer["not_mailed"] is None
    assert answered(context)[0]["link"].endswith(estimate["token"])


def test_a_draft_keeps_the_note_for_whoever_gets_it_later(office: Office, visitor: Visitor, context: Context) -> None:
    draft = office.draft(gutters())

    answer = office.post(notes_path(draft), {"text": "As discussed on the phone."})
    link = office.post(f"/estimates/{draft['estimate_id']}/send", {})["link"]

    assert answer["not_mailed"]["category"] == "not_sent"
    assert answered(context)[0]["not_mailed"] == "not_sent"
    assert visitor.page(link.rpartition("/")[2])["notes"][0]["text"] == "As discussed on the phone."


def test_hostile_words_are_kept_and_told_as_they_were_written(office: Office, context: Context) -> None:
    estimate = office.sent(gutters())

    answer = office.post(notes_path(estimate), {"text": HOSTILE})

    assert answer["text"] == HOSTILE
    assert answered(context)[0]["text"] == HOSTILE
