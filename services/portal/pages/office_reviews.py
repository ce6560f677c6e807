"""Reviews in the console: the figures, their trend, and each review with its answer."""

import asyncio
from collections.abc import Awaitable
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from babel.dates import format_date
from fastapi import APIRouter, Form, Request, Response

from services.portal.adapters import referrals_client
from services.portal.adapters.refusals import Refused
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.charts import Value, line_chart
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import OfficeDep, caller_of, may_edit
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.review_views import ReviewFigures, ReviewRow, ReviewsPage
from services.portal.pages.tabs import chosen_by
from services.portal.pages.views import Link
from shared.words import say

router = APIRouter(include_in_schema=False, prefix="/office/reviews")

_HERE = "/office/reviews"
_FILTERS = {"all": say("All"), "open": say("Open cases"), "happy": "4 and 5 stars", "private": "1 to 3 stars"}
Show = Literal["all", "open", "happy", "private"]


@router.api_route("", methods=LOOK)
async def reviews(request: Request, staff: OfficeDep, show: Show = "all", cursor: str | None = None) -> Response:
    """All of them, newest first."""
    return await _page(request, staff, show, cursor)


@router.post("/{review_id}/answer")
async def answer(request: Request, staff: OfficeDep, review_id: UUID, text: Annotated[str, Form()] = "") -> Response:
    """Has the answer mailed to whoever left the review."""
    client, caller = services(request).referrals, caller_of(request, staff)
    return await _then_back(
        request, staff, review_id, referrals_client.answer_review(client, caller, str(review_id), text)
    )


@router.post("/{review_id}/close")
async def close(request: Request, staff: OfficeDep, review_id: UUID) -> Response:
    """Closes the case."""
    client, caller = services(request).referrals, caller_of(request, staff)
    return await _then_back(request, staff, review_id, referrals_client.close_case(client, caller, str(review_id)))


async def _then_back(request: Request, staff: Staff, review_id: UUID, doing: Awaitable[None]) -> Response:
    try:
        await doing
    except Refused as refused:
        if not refused.is_correctable:
            raise
        return await _page(request, staff, "all", None, problem=refused.message, status=refused.status)
    return see(f"{_HERE}#review-{review_id}")


async def _page(
    request: Request, staff: Staff, show: str, cursor: str | None, *, problem: str | None = None, status: int = 200
) -> Response:
    client, caller = services(request).referrals, caller_of(request, staff)
    listed, summary, chosen, frame = await asyncio.gather(
        referrals_client.reviews(client, caller, show=show, cursor=cursor),
        referrals_client.review_summary(client, caller),
        chosen_by(request, staff.workspace_id),
        frame_of(request, staff),
    )
    surroundings = shell(request)
    older = listed["next_cursor"]
    content = ReviewsPage(
        shell=surroundings,
        frame=frame,
        figures=_figures(summary, surroundings.locale),
        rows=[_row(one, may_change=may_edit(staff)) for one in listed["items"]],
        filters=[(Link(name=name, url=f"{_HERE}?show={key}"), key == show) for key, name in _FILTERS.items()],
        google=chosen.google_review_url is not None,
        problem=problem,
        older_url=f"{_HERE}?{urlencode({'show': show, 'cursor': older})}" if older else None,
        newest_url=f"{_HERE}?show={show}" if cursor else None,
    )
    return page("office/reviews.html", content, status=status)


def _figures(summary: dict[str, Any], locale: str) -> ReviewFigures:
    count, decline = summary["count"], summary["decline"]
    stars = {int(number): times for number, times in summary["by_stars"].items()}
    return ReviewFigures(
        count=count,
        average=summary["average"],
        bars=[
            (number, stars[number], round(100 * stars[number] / count) if count else 0)
            for number in sorted(stars, reverse=True)
        ],
        chart=line_chart(
            say("Average stars per month"),
            [_value(month, locale) for month in summary["months"]],
            low=1,
            high=5,
            steps=(1, 2, 3, 4, 5),
        ),
        open_cases=summary["open_cases"],
        decline=(decline["before"], decline["now"]) if decline else None,
    )


def _value(month: dict[str, Any], locale: str) -> Value:
    first, average, count = date.fromisoformat(month["month"]), month["average"], month["count"]
    name = format_date(first, "MMMM y", locale=locale.replace("-", "_"))
    told = f"{name}: {average:g} stars, {count} review{'' if count == 1 else 's'}" if count else f"{name}: none"
    return Value(format_date(first, "MMM", locale=locale.replace("-", "_")), average, told)


def _row(one: dict[str, Any], *, may_change: bool) -> ReviewRow:
    here = f"{_HERE}/{one['review_id']}"
    return ReviewRow(
        id=one["review_id"],
        author=one["author_name"],
        rating=one["rating"],
        text=one["text"],
        verified=one["verified"],
        at=one["created_at"],
        case=one["case"],
        answer=one["answer"],
        answered_by=one["answered_by"],
        answered_at=one["answered_at"],
        answer_action=f"{here}/answer" if may_change and one["can_answer"] and not one["answer"] else None,
        close_action=f"{here}/close" if may_change and one["case"] == "open" else None,
        unanswerable=not one["can_answer"],
    )
