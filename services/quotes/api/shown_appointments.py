"""A job's appointment behind a customer's link: to be seen, put into a calendar, and asked to be changed."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.quotes.adapters.calendar import MEDIA_TYPE, calendar_file
from services.quotes.api.appointment_answers import (
    AppointmentRequestAnswer,
    ShownAppointment,
    job_appointment,
    request_answer,
)
from services.quotes.api.callers import database_of, links_of, visitor
from services.quotes.api.fields import Body, Day
from services.quotes.api.limits import limit_answers
from services.quotes.domain.link import CustomerLink, InHouse
from services.quotes.domain.schedule_errors import AppointmentNotFound
from services.quotes.domain.workspace import local_day
from services.quotes.queries.appointments import Scheduled, find_appointment, scheduled_of
from services.quotes.queries.estimates import get_estimate
from services.quotes.queries.jobs import get_job
from services.quotes.queries.pages import AnyRow
from services.quotes.queries.public_view import find_shown
from services.quotes.usecases.request_appointment import request_appointment
from shared.clock import utc_now
from shared.database.session import Session
from shared.web.caller import CallerDep
from shared.web.unit_of_work import UnitOfWorkRoute, Writing

router = APIRouter(prefix="/public/links/{token}", route_class=UnitOfWorkRoute, tags=["links"])

CALENDAR: dict[int | str, dict[str, Any]] = {200: {"content": {"text/calendar": {}}}}
_MOST = 10
"""Days that are read at all; how many there may be, the request itself says."""


class AskedTime(Body):
    """Days that would suit the customer better, and what else there is to say to it."""

    days: Annotated[list[Day], Field(max_length=_MOST)]
    note: str = ""


@router.get("/appointment")
def shown_appointment(request: Request, _caller: CallerDep, token: str) -> ShownAppointment:
    """When the job is done, and what was asked and answered about it last."""
    return appointment_of(request, links_of(request).open(token))


@router.get("/appointment.ics", response_class=Response, responses=CALENDAR)
def calendar(request: Request, _caller: CallerDep, token: str) -> Response:
    """The same as a calendar file; one that was called off says so."""
    return calendar_of(request, links_of(request).open(token))


@router.post("/appointment-requests", status_code=201, dependencies=[Depends(limit_answers)])
def ask_for_another_time(
    *, request: Request, response: Response, session: Writing, caller: CallerDep, token: str, body: AskedTime
) -> AppointmentRequestAnswer:
    """Asks for another time. The same asked again is answered as the first time, with 200."""
    requested = request_appointment(
        session, link=links_of(request).open(token), days=body.days, note=body.note, origin=visitor(caller)
    )
    response.status_code = 201 if requested.first else 200
    return request_answer(requested.request)


def appointment_of(request: Request, link: CustomerLink | InHouse) -> ShownAppointment:
    """What the page of `link` shows of it."""
    with database_of(request).read() as session:
        row = find_shown(session, link)
        scheduled = scheduled_of(session, row.workspace_id, row.job_id) if row.job_id else Scheduled(None, None)
        return {
            **job_appointment(scheduled, row.time_zone),
            "can_request": _can_request(session, row, scheduled),
            "today": local_day(utc_now(), row.time_zone).isoformat(),
        }


def calendar_of(request: Request, link: CustomerLink | InHouse) -> Response:
    """The calendar file of what `link` opens; raises `AppointmentNotFound` where nothing was ever agreed on."""
    with database_of(request).read() as session:
        row = find_shown(session, link)
        appointment = find_appointment(session, row.workspace_id, row.job_id) if row.job_id else None
        if appointment is None:
            raise AppointmentNotFound("No appointment has been set yet.")
        content = calendar_file(get_estimate(session, row.workspace_id, row.estimate_id), appointment)
    headers = {"Content-Disposition": f'attachment; filename="{row.number}.ics"'}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


def _can_request(session: Session, row: AnyRow, scheduled: Scheduled) -> bool:
    if scheduled.appointment is None or row.status == "void":
        return False
    pending = scheduled.request is not None and scheduled.request.is_open
    return not pending and get_job(session, row.workspace_id, row.job_id).is_scheduled
