"""The office sets a job's appointment, moves it and calls it off; each time the customer is told once."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from fastapi.testclient import TestClient

from shared.service import Context
from tests.quotes.office import NEIGHBOUR, WORKSPACE, Office, Visitor, counts, gutters, open_workspace, restarted, rows
from tests.quotes.together import together
from tests.support.services import published

pytestmark = pytest.mark.shows("EXT-5")

NOW = "2026-11-23T14:30:00Z"
FRIDAY = {"date": "2026-12-04", "start": "09:00", "end": "11:00"}
MONDAY = {"date": "2026-12-07", "start": "13:30", "end": "15:00"}


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def job(office: Office, visitor: Visitor) -> dict[str, Any]:
    """An accepted estimate, with the id of its job and the path of the job's appointment."""
    estimate = office.sent(gutters())
    job_id = visitor.accept(estimate["token"]).json()["job_id"]
    return estimate | {"job_id": job_id, "path": f"/jobs/{job_id}/appointment"}


def put(office: Office, job: dict[str, Any], hours: dict[str, str]) -> dict[str, Any]:
    answer = office.ask("PUT", job["path"], hours)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_job_has_no_appointment_until_the_office_sets_one(office: Office, job: dict[str, Any]) -> None:
    before = office.get(job["path"])

    after = put(office, job, FRIDAY)

    assert before == {"appointment": None, "request": None, "time_zone": "America/New_York"}
    at = after["appointment"]
    assert (at["starts_at"], at["ends_at"]) == ("2026-12-04T14:00:00.000000Z", "2026-12-04T16:00:00.000000Z")
    assert (at["status"], at["sequence"], after["not_mailed"]) == ("scheduled", 0, None)
    assert office.get(job["path"])["appointment"] == at
    assert office.get(f"/jobs/{job['job_id']}")["status"] == "scheduled"
    assert office.estimate(job["estimate_id"])["job"]["status"] == "scheduled"
    line = office.get(f"/estimates/{job['estimate_id']}/history")["items"][-1]
    assert (line["action"], line["actor_name"]) == ("appointment_scheduled", "Sam Office")
    assert line["details"] == {
        "job_id": job["job_id"],
        "appointment_id": at["appointment_id"],
        "starts_at": at["starts_at"],
        "ends_at": at["ends_at"],
        "sequence": 0,
        "not_mailed": None,
    }


def test_what_is_told_of_it_is_enough_to_write_to_the_customer(
    office: Office, job: dict[str, Any], context: Context
) -> None:
    at = put(office, job, FRIDAY)["appointment"]

    (event,) = published(context, "JobScheduled")
    told = event["data"]
    assert event["subject"] == job["job_id"]
    assert "BEGIN:VEVENT" in told.pop("calendar")
    assert told == {
        "workspace_id": str(WORKSPACE),
        "estimate_id": job["estimate_id"],
        "number": "E-1001",
        "title": "Gutters",
        "kind": "estimate",
        "customer_id": job["customer"]["customer_id"],
        "customer_name": "Pat Doe",
        "customer_email": "pat@example.com",
        "link": f"http://portal.test/quote/{job['token']}",
        "not_mailed": None,
        "customer_phone": None,
        "job_id": job["job_id"],
        "appointment_id": at["appointment_id"],
        "starts_at": "2026-12-04T14:00:00Z",
        "ends_at": "2026-12-04T16:00:00Z",
        "sequence": 0,
        "cause": "scheduled",
    }


def test_it_moves_twice_and_the_customer_is_told_of_each_move(
    office: Office, visitor: Visitor, job: dict[str, Any], context: Context
) -> None:
    for hours in (FRIDAY, MONDAY, FRIDAY | {"start": "10:00"}):
        put(office, job, hours)

    told = [event["data"] for event in published(context, "JobScheduled")]
    assert [(one["cause"], one["sequence"]) for one in told] == [
        ("scheduled", 0),
        ("rescheduled", 1),
        ("rescheduled", 2),
    ]
    assert len({one["appointment_id"] for one in told}) == 1
    shown = visitor.get(f"/public/links/{job['token']}/appointment")["appointment"]
    assert (shown["starts_at"], shown["sequence"]) == ("2026-12-04T15:00:00.000000Z", 2)
    assert office.actions(job["estimate_id"])[-3:] == ["appointment_scheduled", *["appointment_rescheduled"] * 2]


def test_the_same_time_again_changes_nothing_and_tells_nobody(
    office: Office, job: dict[str, Any], context: Context
) -> None:
    first = put(office, job, FRIDAY)
    before = rows(context)

    again = put(office, job, FRIDAY)

    assert again == first | {"changed": False}
    assert first["changed"] is True
    assert rows(context) == before


def test_two_who_set_it_at_once_leave_one_appointment(office: Office, job: dict[str, Any], context: Context) -> None:
    other = Office(context)
    other.client = TestClient(office.client.app, raise_server_exceptions=False)

    answers = together(lambda: office.ask("PUT", job["path"], FRIDAY), lambda: other.ask("PUT", job["path"], MONDAY))

    assert [answer.status_code for answer in answers] == [200, 200]
    assert counts(context)["appointments"] == 1
    assert sorted(event["data"]["sequence"] for event in published(context, "JobScheduled")) == [0, 1]


@pytest.mark.parametrize(
    ("hours", "field"),
    [
        (FRIDAY | {"date": "2026-11-22"}, "date"),
        (FRIDAY | {"date": "2026-02-30"}, "date"),
        (FRIDAY | {"date": "12/04/2026"}, "date"),
        (FRIDAY | {"date": "2026-11-23", "start": "09:00", "end": "10:00"}, "start"),
        (FRIDAY | {"start": "11:00"}, "end"),
        (FRIDAY | {"start": "9"}, "start"),
        ({"date": "2027-03-14", "start": "02:30", "end": "04:00"}, "start"),
        ({"date": "2027-11-07", "start": "00:30", "end": "01:30"}, "end"),
        ({"date": "2026-12-04", "start": "09:00"}, "end"),
    ],
)
def test_a_time_that_cannot_be_is_refused_and_nothing_is_left_half_done(
    office: Office, job: dict[str, Any], context: Context, hours: dict[str, str], field: str
) -> None:
    before = rows(context)

    refused = office.ask("PUT", job["path"], hours)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)
    assert rows(context) == before


def test_what_is_done_or_withdrawn_is_not_scheduled(office: Office, visitor: Visitor, job: dict[str, Any]) -> None:
    other = office.sent(gutters())
    other_job = visitor.accept(other["token"]).json()["job_id"]
    office.post(f"/jobs/{job['job_id']}/complete")
    office.post(f"/estimates/{other['estimate_id']}/void", {"reason": "Moved away"})

    answers = [office.ask("PUT", f"/jobs/{one}/appointment", FRIDAY) for one in (job["job_id"], other_job)]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (409, "job_already_completed"),
        (409, "not_schedulable"),
    ]


def test_it_is_called_off_once_and_can_be_set_again(
    office: Office, visitor: Visitor, job: dict[str, Any], context: Context
) -> None:
    put(office, job, FRIDAY)

    called_off = office.post(f"{job['path']}/cancel", {"reason": " The crew is ill. "})
    again = office.ask("POST", f"{job['path']}/cancel", {})
    shown = visitor.get(f"/public/links/{job['token']}/appointment")
    anew = put(office, job, FRIDAY)

    assert (called_off["appointment"]["status"], called_off["appointment"]["sequence"]) == ("cancelled", 1)
    assert (again.status_code, again.json()["code"]) == (409, "nothing_scheduled")
    assert again.json()["detail"] == "No appointment is set for this job now. The office can set one."
    assert (shown["appointment"]["status"], shown["can_request"]) == ("cancelled", False)
    (told,) = [event["data"] for event in published(context, "AppointmentCancelled")]
    assert told["reason"] == "The crew is ill."
    assert "STATUS:CANCELLED" in told["calendar"]
    assert (anew["appointment"]["status"], anew["appointment"]["sequence"]) == ("scheduled", 2)
    assert [event["data"]["cause"] for event in published(context, "JobScheduled")] == ["scheduled"] * 2


def test_withdrawing_the_record_calls_it_off(
    office: Office, visitor: Visitor, job: dict[str, Any], context: Context
) -> None:
    put(office, job, FRIDAY)

    office.post(f"/estimates/{job['estimate_id']}/void", {"reason": "Between us: they never pay"})

    shown = visitor.get(f"/public/links/{job['token']}/appointment")
    assert (shown["appointment"]["status"], shown["can_request"]) == ("cancelled", False)
    (told,) = [event["data"] for event in published(context, "AppointmentCancelled")]
    assert told["reason"] == ""
    assert office.actions(job["estimate_id"])[-2:] == ["voided", "appointment_cancelled"]
    assert office.get(f"/jobs/{job['job_id']}")["status"] == "unscheduled"


@pytest.mark.shows("LNK-8")
def test_without_a_link_it_is_set_and_the_office_is_told_why_nobody_was_mailed(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(gutters(), public_token=False)
    job_id = visitor.accept(estimate["token"]).json()["job_id"]
    desk = Office(restarted(context, CUSTOMER_TOKEN_SECRET=""))

    answer = desk.ask("PUT", f"/jobs/{job_id}/appointment", FRIDAY).json()

    assert answer["appointment"]["status"] == "scheduled"
    assert answer["not_mailed"]["category"] == "link_setup"
    (event,) = published(context, "JobScheduled")
    assert (event["data"]["link"], event["data"]["not_mailed"]) == (None, "link_setup")


def test_somebody_elses_job_and_one_that_is_not_there_are_the_same(
    office: Office, job: dict[str, Any], context: Context
) -> None:
    open_workspace(context, NEIGHBOUR)
    put(office, job, FRIDAY)
    neighbour = Office(context, NEIGHBOUR)

    answers = [
        neighbour.ask("GET", job["path"]),
        neighbour.ask("PUT", job["path"], MONDAY),
        neighbour.ask("POST", f"{job['path']}/cancel", {}),
        neighbour.ask("POST", f"{job['path']}/keep", {"text": "No"}),
        office.ask("GET", f"/jobs/{job['estimate_id']}/appointment"),
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "job_not_found")}


def test_whoever_only_looks_sets_nothing(office: Office, job: dict[str, Any], context: Context) -> None:
    viewer = Office(context, role="viewer")

    answers = [viewer.ask("PUT", job["path"], FRIDAY), viewer.ask("POST", f"{job['path']}/cancel", {})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert viewer.get(job["path"])["appointment"] is None


@pytest.mark.shows("OFF-1")
def test_the_calendar_has_the_appointments_of_its_days_by_the_clocks_of_the_business(
    office: Office, visitor: Visitor
) -> None:
    jobs = [visitor.accept(office.sent(gutters())["token"]).json()["job_id"] for _ in range(3)]
    late = {"date": "2026-12-04", "start": "20:30", "end": "22:00"}
    for job_id, hours in zip(jobs, (late, FRIDAY, MONDAY), strict=True):
        office.ask("PUT", f"/jobs/{job_id}/appointment", hours)

    friday = office.get("/jobs/calendar?from=2026-12-04&to=2026-12-04")
    week = office.get("/jobs/calendar?from=2026-12-04&to=2026-12-10")
    office.ask("POST", f"/jobs/{jobs[1]}/appointment/cancel", {})
    too_much = office.ask("GET", "/jobs/calendar?from=2026-12-04&to=2027-12-04")

    assert [one["job_id"] for one in friday["items"]] == [jobs[1], jobs[0]]
    assert [one["job_id"] for one in week["items"]] == [jobs[1], jobs[0], jobs[2]]
    assert [one["job_id"] for one in office.get("/jobs/calendar?from=2026-12-04&to=2026-12-04")["items"]] == [jobs[0]]
    assert [one["job_id"] for one in office.get("/jobs?status=unscheduled")["items"]] == [jobs[1]]
    assert [one["field"] for one in too_much.json()["errors"]] == ["to"]
    assert office.get("/jobs?status=scheduled")["items"][0] | {"status": ""} == week["items"][2] | {"status": ""}
