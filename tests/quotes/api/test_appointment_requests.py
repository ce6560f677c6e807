"""The customer sees when the job is done, puts it into a calendar, and asks for another time; the office answers."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from services.quotes.api.limits import ANSWERS_PER_LINK
from shared.service import Context
from shared.web.rate_limit import check_rate
from tests.quotes.office import WORKSPACE, Office, Visitor, counts, gutters, rows
from tests.quotes.together import together
from tests.support.calendars import properties
from tests.support.services import published

pytestmark = pytest.mark.shows("EXT-5")

NOW = "2026-11-23T14:30:00Z"
FRIDAY = {"date": "2026-12-04", "start": "09:00", "end": "11:00"}
MONDAY = {"date": "2026-12-07", "start": "13:30", "end": "15:00"}
WISH = {"days": ["2026-12-07", "2026-12-08"], "note": " After school, please. "}


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture(params=[True, False], ids=["token", "signed"])
def scheduled(request: pytest.FixtureRequest, office: Office, visitor: Visitor) -> dict[str, Any]:
    """A job on Friday, as both kinds of link lead to it."""
    return on_friday(office, visitor, public_token=request.param)


def on_friday(office: Office, visitor: Visitor, **rest: Any) -> dict[str, Any]:
    estimate = office.sent(gutters(), **rest)
    job_id = visitor.accept(estimate["token"]).json()["job_id"]
    path = f"/jobs/{job_id}/appointment"
    assert office.ask("PUT", path, FRIDAY).status_code == 200
    return estimate | {"job_id": job_id, "path": path}


def shown(visitor: Visitor, job: dict[str, Any]) -> dict[str, Any]:
    return visitor.get(f"/public/links/{job['token']}/appointment")


def ask(visitor: Visitor, job: dict[str, Any], wish: dict[str, Any] | None = None) -> Any:
    return visitor.do(job["token"], "appointment-requests", wish or WISH)


def test_the_page_shows_the_time_and_that_another_can_be_asked_for(
    visitor: Visitor, office: Office, scheduled: dict[str, Any]
) -> None:
    found = shown(visitor, scheduled)

    assert found["appointment"]["starts_at"] == "2026-12-04T14:00:00.000000Z"
    assert (found["can_request"], found["today"], found["request"]) == (True, "2026-11-23", None)
    assert found["time_zone"] == "America/New_York"
    previewed = office.get(f"/estimates/{scheduled['estimate_id']}/preview/appointment")
    assert previewed == found


def test_a_wish_is_told_to_the_office_and_waits_for_its_answer(
    visitor: Visitor, office: Office, scheduled: dict[str, Any], context: Context
) -> None:
    answer = ask(visitor, scheduled)

    asked = answer.json()
    assert answer.status_code == 201
    assert (asked["days"], asked["note"], asked["status"]) == (WISH["days"], "After school, please.", "open")
    found = shown(visitor, scheduled)
    assert (found["request"], found["can_request"]) == (asked, False)
    assert office.get(scheduled["path"])["request"] == asked
    (event,) = published(context, "AppointmentRequested")
    assert event["subject"] == scheduled["job_id"]
    assert event["data"] == {
        "workspace_id": str(WORKSPACE),
        "job_id": scheduled["job_id"],
        "estimate_id": scheduled["estimate_id"],
        "appointment_id": found["appointment"]["appointment_id"],
        "request_id": asked["request_id"],
        "number": "E-1001",
        "title": "Gutters",
        "customer_id": scheduled["customer"]["customer_id"],
        "customer_name": "Pat Doe",
        "starts_at": "2026-12-04T14:00:00Z",
        "days": WISH["days"],
        "note": "After school, please.",
    }
    line = office.get(f"/estimates/{scheduled['estimate_id']}/history")["items"][-1]
    assert (line["action"], line["actor_name"], line["ip"]) == ("appointment_requested", "Pat Doe", visitor.caller.ip)
    assert line["details"] == {
        "job_id": scheduled["job_id"],
        "request_id": asked["request_id"],
        "days": WISH["days"],
    }


def test_the_same_wish_again_is_the_same_one_and_another_has_to_wait(
    visitor: Visitor, scheduled: dict[str, Any], context: Context
) -> None:
    first = ask(visitor, scheduled)

    again, another = ask(visitor, scheduled), ask(visitor, scheduled, {"days": ["2026-12-09"]})

    assert (again.status_code, again.json()) == (200, first.json())
    assert (another.status_code, another.json()["code"]) == (409, "appointment_request_pending")
    assert counts(context)["appointment_requests"] == 1
    assert len(published(context, "AppointmentRequested")) == 1


def test_of_two_wishes_at_once_one_is_taken(office: Office, visitor: Visitor, context: Context) -> None:
    job, other = on_friday(office, visitor), visitor.twin()

    answers = together(
        lambda: ask(visitor, job, {"days": ["2026-12-07"]}), lambda: ask(other, job, {"days": ["2026-12-08"]})
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert counts(context)["appointment_requests"] == 1


@pytest.mark.parametrize("hours", [MONDAY, MONDAY | {"date": "2026-12-10"}], ids=["as asked", "another day"])
def test_setting_another_time_confirms(
    office: Office, visitor: Visitor, context: Context, hours: dict[str, str]
) -> None:
    job = on_friday(office, visitor)
    ask(visitor, job)

    office.ask("PUT", job["path"], hours)

    found = shown(visitor, job)
    assert (found["request"]["status"], found["can_request"]) == ("confirmed", True)
    assert found["appointment"]["starts_at"][:10] == hours["date"]
    assert [event["data"]["cause"] for event in published(context, "JobScheduled")] == ["scheduled", "confirmed"]
    assert office.actions(job["estimate_id"])[-2:] == ["appointment_requested", "appointment_confirmed"]


def test_keeping_the_time_takes_a_word_on_why_which_the_customer_reads(
    office: Office, visitor: Visitor, scheduled: dict[str, Any], context: Context
) -> None:
    ask(visitor, scheduled)
    path = f"{scheduled['path']}/keep"

    unchanged = office.ask("PUT", scheduled["path"], FRIDAY)
    wordless = office.ask("POST", path, {"text": " "})
    kept = office.post(path, {"text": "The lift is booked for Friday."})
    again = office.ask("POST", path, {"text": "As I said."})

    assert (unchanged.status_code, unchanged.json()["code"]) == (409, "appointment_unchanged")
    assert (wordless.status_code, wordless.json()["errors"][0]["field"]) == (422, "text")
    assert (again.status_code, again.json()["code"]) == (409, "no_appointment_request")
    assert (kept["request"]["status"], kept["not_mailed"]) == ("declined", None)
    found = shown(visitor, scheduled)
    assert found["request"]["explanation"] == "The lift is booked for Friday."
    assert (found["appointment"]["sequence"], found["can_request"]) == (0, True)
    (event,) = published(context, "AppointmentRequestDeclined")
    told = event["data"]
    assert (told["text"], told["starts_at"]) == ("The lift is booked for Friday.", "2026-12-04T14:00:00Z")
    assert told["link"].startswith("http://portal.test/")
    assert office.actions(scheduled["estimate_id"])[-1] == "appointment_kept"


def test_whoever_was_answered_can_ask_again(office: Office, visitor: Visitor, context: Context) -> None:
    job = on_friday(office, visitor)
    ask(visitor, job)
    office.post(f"{job['path']}/keep", {"text": "The lift is booked."})

    again = ask(visitor, job)

    assert again.status_code == 201
    assert len(published(context, "AppointmentRequested")) == 2


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"days": ["2026-11-22"]}, "days"),
        ({"days": ["2026-12-07", "2026-11-22"]}, "days"),
        ({"days": []}, "days"),
        ({"days": ["2026-12-07", "2026-12-08", "2026-12-09", "2026-12-10"]}, "days"),
        ({"days": ["2046-12-07"]}, "days"),
        ({"days": ["tomorrow"]}, "days[0]"),
        ({"days": ["2026-12-07"] * 11}, "days"),
        ({"days": ["2026-12-07"], "note": "x" * 1001}, "note"),
        ({"note": "Any day"}, "days"),
    ],
)
def test_a_wish_that_nobody_can_grant_is_refused_and_leaves_nothing(
    office: Office, visitor: Visitor, context: Context, wish: dict[str, Any], field: str
) -> None:
    job = on_friday(office, visitor)
    before = rows(context)

    refused = ask(visitor, job, wish)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)
    # Only the limit has counted.
    assert rows(context) == before


def test_there_is_nothing_to_ask_before_a_time_is_set_nor_once_the_work_is_done(
    office: Office, visitor: Visitor
) -> None:
    unsigned = office.sent(gutters())
    accepted = office.sent(gutters())
    visitor.accept(accepted["token"])
    cancelled, done, void = (on_friday(office, visitor) for _ in range(3))
    office.post(f"{cancelled['path']}/cancel", {})
    office.post(f"/jobs/{done['job_id']}/complete")
    office.post(f"/estimates/{void['estimate_id']}/void", {"reason": "Moved away"})
    jobs = (unsigned, accepted, cancelled, done, void)

    answers = [ask(visitor, job) for job in jobs]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        *[(409, "nothing_scheduled")] * 3,
        (409, "job_already_completed"),
        (409, "not_schedulable"),
    ]
    assert {shown(visitor, job)["can_request"] for job in jobs} == {False}


def test_a_wish_is_moot_once_the_work_is_done_or_called_off(office: Office, visitor: Visitor) -> None:
    done, cancelled = on_friday(office, visitor), on_friday(office, visitor)
    for job in (done, cancelled):
        ask(visitor, job)
    office.post(f"/jobs/{done['job_id']}/complete")
    office.post(f"{cancelled['path']}/cancel", {})

    answers = [office.ask("POST", f"{job['path']}/keep", {"text": "No"}) for job in (done, cancelled)]

    assert [answer.json()["code"] for answer in answers] == ["job_already_completed", "nothing_scheduled"]
    assert [shown(visitor, job)["request"]["status"] for job in (done, cancelled)] == ["lapsed", "lapsed"]


@pytest.mark.shows("EST-4")
def test_wishes_count_as_answers_do(office: Office, visitor: Visitor, context: Context) -> None:
    job = on_friday(office, visitor)
    for _ in range(ANSWERS_PER_LINK):
        check_rate(context.database, f"answers:link:{job['token']}", limit=ANSWERS_PER_LINK, seconds=3600)

    refused = ask(visitor, job)

    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert shown(visitor, job)["request"] is None


def test_the_calendar_file_is_that_of_the_time_there_is(
    office: Office, visitor: Visitor, scheduled: dict[str, Any]
) -> None:
    path = f"/public/links/{scheduled['token']}/appointment.ics"
    files = [visitor.ask("GET", path)]
    office.ask("PUT", scheduled["path"], MONDAY)
    files.append(visitor.ask("GET", path))
    office.post(f"{scheduled['path']}/cancel", {})
    files.append(visitor.ask("GET", path))

    said = [properties(file.text) for file in files]

    assert {file.headers["content-type"] for file in files} == {"text/calendar; charset=utf-8; method=PUBLISH"}
    assert files[0].headers["content-disposition"] == 'attachment; filename="E-1001.ics"'
    assert [one["DTSTART"] for one in said] == ["20261204T140000Z", "20261207T183000Z", "20261207T183000Z"]
    assert [(one["SEQUENCE"], one["STATUS"]) for one in said] == [
        ("0", "CONFIRMED"),
        ("1", "CONFIRMED"),
        ("2", "CANCELLED"),
    ]
    assert {one["UID"] for one in said} == {shown(visitor, scheduled)["appointment"]["appointment_id"]}
    assert files[2].text == office.ask("GET", f"/estimates/{scheduled['estimate_id']}/preview/appointment.ics").text


def test_there_is_no_calendar_file_of_nothing(office: Office, visitor: Visitor) -> None:
    accepted, unsigned = office.sent(gutters()), office.sent(gutters())
    visitor.accept(accepted["token"])

    answers = [visitor.ask("GET", f"/public/links/{one['token']}/appointment.ics") for one in (accepted, unsigned)]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "appointment_not_found")] * 2


@pytest.mark.shows("LNK-10")
def test_looking_changes_nothing(visitor: Visitor, scheduled: dict[str, Any], context: Context) -> None:
    before = rows(context)

    for part in ("appointment", "appointment.ics"):
        visitor.ask("GET", f"/public/links/{scheduled['token']}/{part}")

    assert rows(context) == before
