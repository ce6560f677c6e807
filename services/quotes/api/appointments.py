"""When a job is done, for the office: set, moved, kept or called off. Each time the customer is told."""

from uuid import UUID

from fastapi import APIRouter, Request

from services.quotes.adapters.reach import Reach
from services.quotes.api.appointment_answers import (
    ChangedAppointment,
    JobAppointment,
    changed_appointment,
    job_appointment,
)
from services.quotes.api.callers import links_of, office
from services.quotes.api.fields import Body, Day
from services.quotes.queries.appointments import scheduled_of
from services.quotes.queries.jobs import get_job
from services.quotes.queries.workspaces import get_workspace
from services.quotes.usecases.cancel_appointment import cancel_appointment
from services.quotes.usecases.keep_appointment import keep_appointment
from services.quotes.usecases.schedule_job import Hours, schedule_job
from shared.database.session import Session
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/jobs/{job_id}/appointment", route_class=UnitOfWorkRoute, tags=["jobs"])


class Scheduling(Body):
    """The day, and the hours on it such as 08:30, as the clocks of the business show them."""

    date: Day
    start: str
    end: str


class Keeping(Body):
    """Why the time stays as it is; the customer reads it."""

    text: str


class Cancelling(Body):
    """Why it does not take place, where that is to be told; the customer reads it."""

    reason: str = ""


@router.get("")
def appointment(session: Reading, staff: StaffDep, job_id: UUID) -> JobAppointment:
    """The appointment, and what the customer has asked for last."""
    get_job(session, staff.workspace, job_id)
    return job_appointment(scheduled_of(session, staff.workspace, job_id), _zone(session, staff.workspace))


@router.put("")
def set_appointment(
    request: Request, session: Writing, staff: EditorDep, job_id: UUID, body: Scheduling
) -> ChangedAppointment:
    """Sets the time, or moves it; where the customer has asked for another one, that confirms it.

    The same time again changes nothing, and nobody is told.
    """
    reach = schedule_job(
        session,
        workspace_id=staff.workspace,
        job_id=job_id,
        hours=Hours(body.date, body.start, body.end),
        links=links_of(request),
        origin=office(staff),
    )
    return _changed(session, staff.workspace, job_id, reach)


@router.post("/keep")
def keep(request: Request, session: Writing, staff: EditorDep, job_id: UUID, body: Keeping) -> ChangedAppointment:
    """Leaves the time as it is although the customer has asked for another one, and says why."""
    reach = keep_appointment(
        session,
        workspace_id=staff.workspace,
        job_id=job_id,
        explanation=body.text,
        links=links_of(request),
        origin=office(staff),
    )
    return _changed(session, staff.workspace, job_id, reach)


@router.post("/cancel")
def cancel(request: Request, session: Writing, staff: EditorDep, job_id: UUID, body: Cancelling) -> ChangedAppointment:
    """Calls it off; another one can be set later."""
    reach = cancel_appointment(
        session,
        workspace_id=staff.workspace,
        job_id=job_id,
        reason=body.reason,
        links=links_of(request),
        origin=office(staff),
    )
    return _changed(session, staff.workspace, job_id, reach)


def _changed(session: Session, workspace_id: UUID, job_id: UUID, reach: Reach | None) -> ChangedAppointment:
    return changed_appointment(scheduled_of(session, workspace_id, job_id), _zone(session, workspace_id), reach)


def _zone(session: Session, workspace_id: UUID) -> str:
    return get_workspace(session, workspace_id).time_zone
