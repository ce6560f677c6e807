"""The work that acceptances call for."""

from uuid import UUID

import pytest

from shared.ids import new_id
from shared.service import Context
from tests.quotes.office import Office, Visitor, gutters
from tests.support.services import published


@pytest.mark.shows("SGN-2")
def test_a_job_is_completed_once(office: Office, visitor: Visitor, context: Context) -> None:
    estimate = office.sent(gutters())
    job_id = visitor.accept(estimate["token"]).json()["job_id"]

    done = office.post(f"/jobs/{job_id}/complete")
    again = office.ask("POST", f"/jobs/{job_id}/complete")

    assert (done["status"], done["estimate_id"], done["total"]) == ("completed", estimate["estimate_id"], 214_00)
    assert (again.status_code, again.json()["code"]) == (409, "job_already_completed")
    (event,) = published(context, "JobCompleted")
    assert (event["data"]["job_id"], event["data"]["completed_at"]) == (job_id, done["completed_at"])
    assert office.get(f"/jobs/{job_id}") == done
    assert office.estimate(estimate["estimate_id"])["job"]["status"] == "completed"
    assert office.actions(estimate["estimate_id"])[-1] == "job_completed"


def test_work_that_was_withdrawn_is_not_completed_and_nobody_is_asked_how_it_was(
    office: Office, visitor: Visitor, context: Context
) -> None:
    estimate = office.sent(gutters())
    job_id = visitor.accept(estimate["token"]).json()["job_id"]
    office.post(f"/estimates/{estimate['estimate_id']}/void", {"reason": "The house was sold"})

    answer = office.ask("POST", f"/jobs/{job_id}/complete")

    assert (answer.status_code, answer.json()["code"]) == (409, "not_schedulable")
    assert office.get(f"/jobs/{job_id}")["completed_at"] is None
    assert published(context, "JobCompleted") == []


def test_jobs_are_listed_from_the_newest_on(office: Office, visitor: Visitor) -> None:
    made = [visitor.accept(office.sent(gutters())["token"]).json()["job_id"] for _ in range(3)]

    first = office.get("/jobs?limit=2")
    rest = office.get(f"/jobs?limit=2&cursor={first['next_cursor']}")

    assert [job["job_id"] for job in first["items"] + rest["items"]] == made[::-1]


@pytest.mark.parametrize("job_id", [new_id()])
def test_there_is_no_other_job(office: Office, job_id: UUID) -> None:
    answers = [office.ask("GET", f"/jobs/{job_id}"), office.ask("POST", f"/jobs/{job_id}/complete")]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "job_not_found")] * 2
