"""Jobs in the console: the list, the calendar of their appointments, and that one is done."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from babel import Locale
from babel.dates import format_date
from fastapi import APIRouter, Request, Response

from services.portal.adapters import quotes_jobs
from services.portal.pages.answers import page, see, shell
from services.portal.pages.job_views import CalendarDay, CalendarPage, JobRow, JobsPage
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of
from services.portal.pages.office_views import NavItem
from services.portal.pages.opened import dressed, services
from services.portal.pages.places import LOOK
from shared.clock import time_zone, utc_now
from shared.words import say

router = APIRouter(include_in_schema=False)

_LIST = "/office/jobs"
_CALENDAR = f"{_LIST}/calendar"
_ON_A_PAGE = 50
_WEEK = timedelta(days=7)
_PARTS = {
    "": say("All"),
    "unscheduled": say("To be scheduled"),
    "scheduled": say("Scheduled"),
    "completed": say("Done"),
}
Part = Literal["", "unscheduled", "scheduled", "completed"]
View = Literal["week", "month"]


@router.api_route(_LIST, methods=LOOK)
async def jobs(request: Request, staff: OfficeDep, status: Part = "", cursor: UUID | None = None) -> Response:
    """All jobs, or those that stand so, newest first."""
    query = {"status": status or None, "cursor": str(cursor) if cursor else None, "limit": _ON_A_PAGE}
    listed, frame = await asyncio.gather(
        quotes_jobs.jobs(services(request).quotes, caller_of(request, staff), query), frame_of(request, staff)
    )
    older = listed["next_cursor"]
    content = JobsPage(
        shell=shell(request),
        frame=frame,
        rows=[_row(one) for one in listed["items"]],
        parts=[NavItem(name=name, url=_url(_LIST, status=key), current=key == status) for key, name in _PARTS.items()],
        older_url=_url(_LIST, status=status, cursor=older) if older else None,
        newest_url=_url(_LIST, status=status) if cursor else None,
    )
    return page("office/jobs.html", content)


@router.api_route(_CALENDAR, methods=LOOK)
async def calendar(request: Request, staff: OfficeDep, view: View = "week", day: date | None = None) -> Response:
    """The week or the month of `day`, by the clocks of the business."""
    profile = await dressed(request, staff.workspace_id)
    zone, locale = time_zone(profile.time_zone), Locale.parse(profile.locale.replace("-", "_"))
    today = utc_now().astimezone(zone).date()
    shown = min(max(day or today, date(2000, 1, 1)), date(2999, 12, 1))
    first, last = _stretch(view, shown, locale.first_week_day)
    client, caller = services(request).quotes, caller_of(request, staff)
    found, frame = await asyncio.gather(quotes_jobs.calendar(client, caller, first, last), frame_of(request, staff))
    by_day: dict[date, list[JobRow]] = {}
    for one in found:
        start = datetime.fromisoformat(one["starts_at"]).astimezone(zone).date()
        by_day.setdefault(start, []).append(_row(one))
    week = [first + timedelta(days=number) for number in range(7)]
    before, after = _beside(view, shown)
    content = CalendarPage(
        shell=shell(request),
        frame=frame,
        title=_title(view, first, last, shown, locale),
        view=view,
        days=[
            CalendarDay(
                day=one,
                jobs=by_day.get(one, ()),
                is_today=one == today,
                outside=view == "month" and one.month != shown.month,
            )
            for one in _days(first, last)
        ],
        names=[format_date(one, "EEE", locale=locale) for one in week],
        views=[
            NavItem(name=name, url=_url(_CALENDAR, view=key, day=shown.isoformat()), current=key == view)
            for key, name in (("week", say("Week")), ("month", say("Month")))
        ],
        before_url=_url(_CALENDAR, view=view, day=before.isoformat()),
        today_url=_url(_CALENDAR, view=view),
        after_url=_url(_CALENDAR, view=view, day=after.isoformat()),
    )
    return page("office/calendar.html", content)


@router.post("/office/estimates/{estimate_id:uuid}/jobs/{job_id:uuid}/complete")
async def complete(request: Request, staff: EditingOfficeDep, estimate_id: UUID, job_id: UUID) -> Response:
    """The work is done."""
    await quotes_jobs.complete(services(request).quotes, caller_of(request, staff), str(job_id))
    return see(f"/office/estimates/{estimate_id}#appointment")


def _row(one: dict[str, Any]) -> JobRow:
    return JobRow(
        number=one["number"],
        title=one["title"],
        customer=one["customer_name"],
        status=one["status"],
        total=one["total"],
        currency=one["currency"],
        url=f"/office/estimates/{one['estimate_id']}#appointment",
        starts_at=one["starts_at"],
        ends_at=one["ends_at"],
    )


def _stretch(view: View, day: date, first_week_day: int) -> tuple[date, date]:
    """The first and the last day that are shown: whole weeks."""
    if view == "week":
        first = _begin_of_week(day, first_week_day)
        return first, first + _WEEK - timedelta(days=1)
    begin, end = day.replace(day=1), _next_month(day) - timedelta(days=1)
    return _begin_of_week(begin, first_week_day), _begin_of_week(end, first_week_day) + timedelta(days=6)


def _begin_of_week(day: date, first_week_day: int) -> date:
    return day - timedelta(days=(day.weekday() - first_week_day) % 7)


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _beside(view: View, day: date) -> tuple[date, date]:
    """A day of the week or month before, and of the one after."""
    if view == "week":
        return day - _WEEK, day + _WEEK
    return day.replace(day=1) - timedelta(days=1), _next_month(day)


def _days(first: date, last: date) -> Sequence[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _title(view: View, first: date, last: date, day: date, locale: Locale) -> str:
    if view == "month":
        return format_date(day, "MMMM y", locale=locale)
    return f"{format_date(first, 'MMM d', locale=locale)} to {format_date(last, 'MMM d, y', locale=locale)}"


def _url(base: str, **query: str) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{base}?{urlencode(given)}" if given else base
