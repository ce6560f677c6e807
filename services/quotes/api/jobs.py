"""Jobs: the work that acceptances call for."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from services.quotes.api.answers import JobAnswer, JobPage, job_answer, page_of
from services.quotes.api.callers import office
from services.quotes.api.fields import Cursor, Limit
from services.quotes.queries.jobs import get_job, list_jobs
from services.quotes.usecases.complete_job import complete_job
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute, tags=["jobs"])


@router.get("/jobs", response_model=JobPage)
def jobs(session: Reading, staff: StaffDep, cursor: Cursor = None, limit: Limit = 50) -> dict[str, Any]:
    """Jobs, newest first."""
    return page_of(list_jobs(session, staff.workspace, cursor=cursor, limit=limit), job_answer)


@router.get("/jobs/{job_id}")
def job(session: Reading, staff: StaffDep, job_id: UUID) -> JobAnswer:
    """One job."""
    return job_answer(get_job(session, staff.workspace, job_id))


@router.post("/jobs/{job_id}/complete")
def complete(session: Writing, staff: EditorDep, job_id: UUID) -> JobAnswer:
    """The work is done."""
    return job_answer(complete_job(session, workspace_id=staff.workspace, job_id=job_id, origin=office(staff)))
