"""Jobs: the work that acceptances call for."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from typing_extensions import TypedDict

from services.quotes.api.answers import JobAnswer, JobItem, JobPage, job_answer, job_item, page_of
from services.quotes.api.callers import office
from services.quotes.api.fields import Cursor, Limit, Search, sought
from services.quotes.domain.errors import InvalidNumber
from services.quotes.domain.job import JobStatus
from services.quotes.queries.jobs import get_job, jobs_between, list_jobs
from services.quotes.queries.workspaces import get_workspace
from services.quotes.usecases.complete_job import complete_job
from shared.clock import time_zone
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute, tags=["jobs"])

MOST_DAYS = timedelta(days=62)
MOST_JOBS = 1000


class CalendarAnswer(TypedDict):
    time_zone: str
    items: list[JobItem]


@router.get("/jobs", response_model=JobPage)
def jobs(
    session: Reading,
    staff: StaffDep,
    *,
    status: JobStatus | None = None,
    q: Search = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Jobs, newest first; with `q` those in whose number, title, or customer's name or email address it occurs."""
    page = list_jobs(session, staff.workspace, status=status, search=sought(q), cursor=cursor, limit=limit)
    return page_of(page, job_item)


@router.get("/jobs/calendar")
def appointments_between(
    session: Reading,
    staff: StaffDep,
    since: Annotated[date, Query(alias="from")],
    until: Annotated[date, Query(alias="to", description="The last day, included; at most 62 days on.")],
) -> CalendarAnswer:
    """The jobs with an appointment on these days, by the clocks of the business, in the order of their times."""
    if not since <= until <= since + MOST_DAYS:
        raise InvalidNumber(f"to must be from the day in from to {MOST_DAYS.days} days on.", field="to")
    name = get_workspace(session, staff.workspace).time_zone
    zone = time_zone(name)
    start, end = (datetime.combine(day, time.min, zone) for day in (since, until + timedelta(days=1)))
    found = jobs_between(session, staff.workspace, start.astimezone(UTC), end.astimezone(UTC), limit=MOST_JOBS)
    return {"time_zone": name, "items": [job_item(row) for row in found]}


@router.get("/jobs/{job_id}")
def job(session: Reading, staff: StaffDep, job_id: UUID) -> JobAnswer:
    """One job."""
    return job_answer(get_job(session, staff.workspace, job_id))


@router.post("/jobs/{job_id}/complete")
def complete(session: Writing, staff: EditorDep, job_id: UUID) -> JobAnswer:
    """The work is done."""
    return job_answer(complete_job(session, workspace_id=staff.workspace, job_id=job_id, origin=office(staff)))
