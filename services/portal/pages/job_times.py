"""When a job is done, behind its link: what the page shows of it, and the calendar file."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.portal.adapters import files, quotes_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.pages.appointment_views import ShownAppointment, Wish
from services.portal.pages.links import looking
from services.portal.pages.opened import Door, DoorDep, Opened, services

router = APIRouter(include_in_schema=False)

_PASSED_ON = ("content-type", "content-disposition")


@looking(router, "/appointment.ics")
async def calendar(request: Request, door: DoorDep) -> Response:
    """The appointment for the customer's own calendar."""
    return await calendar_answer(request, door)


async def calendar_answer(request: Request, door: Door) -> Response:
    """The calendar file behind a link or a preview, as quotes makes it."""
    answer = await files.file(services(request).quotes, f"{door.path}/appointment.ics", door.caller, known=None)
    headers = {name: answer.headers[name] for name in _PASSED_ON if name in answer.headers}
    return Response(answer.content, headers=headers)


async def appointment_of(request: Request, opened: Opened) -> ShownAppointment | None:
    """When the job is done, once that is settled; the page stands without it where it cannot be had."""
    if opened.quote["acceptance"] is None:
        return None
    door = opened.door
    try:
        found = await quotes_client.shown_appointment(services(request).quotes, door.path, door.caller)
    except (ServiceUnavailable, Refused):
        return None
    return _shown(found)


def wish_of(asked: dict[str, Any] | None) -> Wish | None:
    """What was asked for, while it waits for an answer."""
    return Wish(days=asked["days"], note=asked["note"]) if asked and asked["status"] == "open" else None


def _shown(found: dict[str, Any]) -> ShownAppointment | None:
    at, asked = found["appointment"], found["request"]
    if at is None:
        return None
    # An answer is about the time there was then: once that has changed there is nothing left of it.
    refused = asked is not None and asked["status"] == "declined" and asked["answered_at"] >= at["changed_at"]
    return ShownAppointment(
        starts_at=at["starts_at"],
        ends_at=at["ends_at"],
        called_off=at["status"] == "cancelled",
        can_ask=found["can_request"],
        earliest=found["today"],
        wish=wish_of(asked),
        explanation=asked["explanation"] if asked and refused else None,
    )
