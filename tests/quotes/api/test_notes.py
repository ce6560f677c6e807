"""What customer and office write to each other."""

import pytest

from shared.service import Context
from tests.quotes.office import Office, Visitor, gutters
from tests.support.services import published


@pytest.mark.shows("EST-4", "EST-6")
def test_a_question_reaches_the_office_and_its_answer_the_customers_page(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(gutters())
    path = f"/estimates/{estimate['estimate_id']}/notes"

    asked = visitor.do(estimate["token"], "notes", {"text": " Is the garage included? "})
    waiting = office.get("/estimates?unanswered=true")["items"]
    answered = office.post(path, {"text": "It is."})

    assert asked.status_code == 201
    assert [item["estimate_id"] for item in waiting] == [estimate["estimate_id"]]
    assert office.get("/estimates?unanswered=true")["items"] == []
    wanted = [("customer", "Pat Doe", "Is the garage included?"), ("office", "Sam Office", "It is.")]
    for notes in (visitor.page(estimate["token"])["notes"], office.get(path)["items"]):
        assert [(note["author_kind"], note["author_name"], note["text"]) for note in notes] == wanted
    (event,) = published(context, "ChangesRequested")
    assert (event["data"]["text"], event["data"]["blocks_acceptance"]) == ("Is the garage included?", False)
    assert office.actions(estimate["estimate_id"])[2:] == ["question_asked", "answered"]
    assert answered == office.get(path)["items"][1] | {"not_mailed": None}


@pytest.mark.shows("EST-3", "EST-6")
def test_asking_for_changes_leaves_it_open_and_says_so(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters())

    visitor.do(estimate["token"], "notes", {"text": "Without the downspouts, please", "request_changes": True})

    assert office.estimate(estimate["estimate_id"])["status"] == "changes_requested"
    assert published(context, "ChangesRequested")[0]["data"]["blocks_acceptance"] is True
    assert visitor.accept(estimate["token"]).status_code == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": "  "}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"text": "x\x00"}, "text"),
        ({"text": " \u200b\u2060"}, "text"),
    ],
)
def test_a_note_must_say_something_that_can_be_kept(
    office: Office, visitor: Visitor, body: dict[str, str], field: str
) -> None:
    estimate = office.sent(gutters())

    refusals = [
        visitor.do(estimate["token"], "notes", body),
        office.ask("POST", f"/estimates/{estimate['estimate_id']}/notes", body),
    ]

    assert [(refused.status_code, refused.json()["errors"][0]["field"]) for refused in refusals] == [(422, field)] * 2


def test_what_is_settled_takes_questions_but_no_requests_for_changes(office: Office, visitor: Visitor) -> None:
    token = office.sent(gutters())["token"]
    visitor.accept(token)

    question = visitor.do(token, "notes", {"text": "When do you come?"})
    request = visitor.do(token, "notes", {"text": "Cheaper, please", "request_changes": True})

    assert question.status_code == 201
    assert (request.status_code, request.json()["code"]) == (409, "changes_not_possible")
    assert [note["text"] for note in visitor.page(token)["notes"]] == ["When do you come?"]


def test_long_conversations_are_paged_from_the_oldest_on(office: Office) -> None:
    estimate = office.sent(gutters())
    path = f"/estimates/{estimate['estimate_id']}/notes"
    for text in ("One", "Two", "Three"):
        office.post(path, {"text": text})

    first = office.get(f"{path}?limit=2")
    rest = office.get(f"{path}?limit=2&cursor={first['next_cursor']}")

    assert [note["text"] for note in first["items"] + rest["items"]] == ["One", "Two", "Three"]
    assert rest["next_cursor"] is None
