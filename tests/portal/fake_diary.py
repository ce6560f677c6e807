"""The one job of the fake quotes, and when it is done."""

from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request, Response

from tests.portal.fake_customers import CUSTOMER_ID
from tests.portal.records import ESTIMATE_ID, JOB_ID

FRIDAY: dict[str, Any] = {
    "appointment_id": "0198f000-0000-7000-8000-0000000000b1", "status": "scheduled", "sequence": 0,
    "starts_at": "2026-12-04T14:00:00.000000Z", "ends_at": "2026-12-04T16:00:00.000000Z",
    "changed_at": "2026-11-23T20:05:00.000000Z",
}  # fmt: skip
WISH: dict[str, Any] = {
    "request_id": "0198f000-0000-7000-8000-0000000000b2", "status": "open", "days": ["2026-12-07", "2026-12-08"],
    "note": "After <school>", "asked_at": "2026-11-24T08:00:00.000000Z", "answered_at": None, "explanation": None,
}  # fmt: skip
LISTED: dict[str, Any] = {
    "job_id": JOB_ID, "estimate_id": ESTIMATE_ID, "customer_id": CUSTOMER_ID, "title": "House <wash>",
    "status": "scheduled", "total": 100_000, "currency": "USD", "created_at": "2026-11-23T20:05:00.000000Z",
    "completed_at": None, "number": "E-1001", "customer_name": "Dana Fox",
    "starts_at": FRIDAY["starts_at"], "ends_at": FRIDAY["ends_at"],
}  # fmt: skip
CALENDAR = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@dataclass
class Diary:
    """When the job is done, and what the customer has asked for."""

    appointment: dict[str, Any] | None = None
    request: dict[str, Any] | None = None
    is_done: bool = False

    @property
    def answer(self) -> dict[str, Any]:
        return {"appointment": self.appointment, "request": self.request, "time_zone": "America/New_York"}

    @property
    def changed(self) -> dict[str, Any]:
        return self.answer | {"changed": True, "not_mailed": None}


def add_diary(app: FastAPI) -> Diary:
    """Has `app` answer for the job's appointment as quotes does."""
    diary = Diary()

    async def shown() -> dict[str, Any]:
        can_request = diary.appointment is not None and diary.request is None
        return diary.answer | {"can_request": can_request, "today": "2026-11-23"}

    async def calendar() -> Response:
        headers = {"Content-Disposition": 'attachment; filename="E-1001.ics"', "X-Secret": "internal"}
        return Response(CALENDAR, media_type="text/calendar; charset=utf-8; method=PUBLISH", headers=headers)

    async def ask(request: Request) -> dict[str, Any]:
        diary.request = WISH | await request.json()
        return diary.request

    async def listed() -> dict[str, Any]:
        return {"items": [LISTED], "next_cursor": None}

    async def done() -> dict[str, Any]:
        diary.is_done = True
        return LISTED

    async def told() -> dict[str, Any]:
        return diary.answer

    async def put() -> dict[str, Any]:
        diary.appointment, diary.request = FRIDAY, None
        return diary.changed

    async def answered() -> dict[str, Any]:
        return diary.changed

    for place in ("/public/links/{token}", "/estimates/{estimate_id}/preview"):
        app.add_api_route(f"{place}/appointment", shown)
        app.add_api_route(f"{place}/appointment.ics", calendar)
    app.add_api_route("/public/links/{token}/appointment-requests", ask, methods=["POST"], status_code=201)
    at = f"/jobs/{JOB_ID}/appointment"
    app.add_api_route("/jobs", listed)
    app.add_api_route("/jobs/calendar", listed)
    app.add_api_route(f"/jobs/{JOB_ID}/complete", done, methods=["POST"])
    app.add_api_route(at, told)
    app.add_api_route(at, put, methods=["PUT"])
    app.add_api_route(f"{at}/{{what}}", answered, methods=["POST"])
    return diary
