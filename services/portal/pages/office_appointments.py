"""When jobs are done, in the console: set, moved, kept or called off."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from services.portal.adapters import quotes_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceClient, ServiceUnavailable
from services.portal.domain.staff import Staff
from services.portal.pages.appointment_views import OfficeAppointment
from services.portal.pages.job_times import wish_of
from services.portal.pages.office_sessions import OfficeDep, caller_of, may_edit
from services.portal.pages.office_telling import then_tell
from services.portal.pages.office_views import JobSummary
from services.portal.pages.opened import services
from shared.clock import time_zone
from shared.web.caller import Caller

router = APIRouter(include_in_schema=False)

_RECORD = "/office/estimates/{estimate_id}"
_PLACE = _RECORD + "/jobs/{job_id}/appointment"
Text = Annotated[str, Form()]


@router.post(_PLACE)
async def schedule(
    request: Request,
    staff: OfficeDep,
    estimate_id: UUID,
    job_id: UUID,
    *,
    date: Text = "",
    start: Text = "",
    end: Text = "",
) -> Response:
    """Sets the time, moves it, or confirms what the customer has asked for."""
    hours = {"date": date, "start": start, "end": end}
    told = quotes_client.set_appointment(*_desk(request, staff), str(job_id), hours)
    return await then_tell(request, _record(estimate_id), "appointment", told)


@router.post(_PLACE + "/keep")
async def keep(request: Request, staff: OfficeDep, estimate_id: UUID, job_id: UUID, text: Text = "") -> Response:
    """Leaves the time as it is, and says why."""
    told = quotes_client.answer_about_appointment(*_desk(request, staff), str(job_id), "keep", {"text": text})
    return await then_tell(request, _record(estimate_id), "appointment", told)


@router.post(_PLACE + "/cancel")
async def cancel(request: Request, staff: OfficeDep, estimate_id: UUID, job_id: UUID, reason: Text = "") -> Response:
    """Calls it off."""
    told = quotes_client.answer_about_appointment(*_desk(request, staff), str(job_id), "cancel", {"reason": reason})
    return await then_tell(request, _record(estimate_id), "appointment", told)


async def job_of(request: Request, staff: Staff, found: dict[str, Any]) -> JobSummary | None:
    """The job of the estimate that was `found`, and when it is done as far as that can be told now."""
    job = found["job"]
    if not job:
        return None
    try:
        told = await quotes_client.job_appointment(*_desk(request, staff), job["job_id"])
    except (ServiceUnavailable, Refused):
        return JobSummary(number=job["title"], status=job["status"])
    may_change = may_edit(staff) and job["status"] != "completed" and found["status"] != "void"
    action = _PLACE.format(estimate_id=found["estimate_id"], job_id=job["job_id"]) if may_change else None
    done = f"{_RECORD}/jobs/{{job_id}}/complete".format(estimate_id=found["estimate_id"], job_id=job["job_id"])
    return JobSummary(
        number=job["title"],
        status=job["status"],
        appointment=_appointment(told, action),
        complete_action=done if may_change else None,
        why_url=f"/office/why/{job['job_id']}",
    )


def _appointment(told: dict[str, Any], action: str | None) -> OfficeAppointment:
    at = told["appointment"]
    if at is None:
        return OfficeAppointment(action=action)
    where = time_zone(told["time_zone"])
    start, end = (datetime.fromisoformat(at[name]).astimezone(where) for name in ("starts_at", "ends_at"))
    return OfficeAppointment(
        starts_at=at["starts_at"],
        ends_at=at["ends_at"],
        called_off=at["status"] == "cancelled",
        wish=wish_of(told["request"]) if action else None,
        action=action,
        date=start.date().isoformat(),
        start=start.strftime("%H:%M"),
        end=end.strftime("%H:%M"),
    )


def _desk(request: Request, staff: Staff) -> tuple[ServiceClient, Caller]:
    return services(request).quotes, caller_of(request, staff)


def _record(estimate_id: UUID) -> str:
    return _RECORD.format(estimate_id=estimate_id)
