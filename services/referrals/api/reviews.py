"""Reviews at the office's desk: the list, the figures, answers, and what few stars call for."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from services.referrals.api.referrals import read_cursor
from services.referrals.domain.errors import LinkOfAnotherBusiness
from services.referrals.domain.review import MAX_TEXT, Review, read_words
from services.referrals.domain.trend import Overview, first_month, overview
from services.referrals.queries.reviews import counts_by_stars, list_reviews, open_cases, stars_since
from services.referrals.queries.workspaces import get_workspace
from services.referrals.usecases.answer_review import answer_review
from services.referrals.usecases.close_case import close_case
from services.referrals.usecases.revoke_review_link import revoke_review_link
from shared.clock import time_zone, utc_now
from shared.links import SignedLink
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/reviews", route_class=UnitOfWorkRoute, tags=["reviews"])


class ReviewView(BaseModel):
    """One review. `case` is open or closed where few stars called for something; `can_answer` needs an address."""

    review_id: UUID
    job_id: UUID | None
    customer_id: UUID | None
    author_name: str
    rating: int
    text: str
    verified: bool
    is_private: bool
    case: str | None
    can_answer: bool
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None
    created_at: datetime
    changed_at: datetime | None


class ReviewPage(BaseModel):
    """Newest first."""

    items: list[ReviewView]
    next_cursor: str | None


class MonthView(BaseModel):
    """The reviews of a month, named by its first day; no average where there were none."""

    month: date
    count: int
    average: float | None


class DeclineView(BaseModel):
    """The average of the last 90 days has fallen below that of the 90 days before."""

    before: float
    now: float


class ReviewSummary(BaseModel):
    """All reviews in figures; the months are the last twelve, oldest first. `decline` warns, where there is one."""

    count: int
    average: float | None
    by_stars: dict[int, int]
    months: list[MonthView]
    decline: DeclineView | None
    open_cases: int


class Answer(BaseModel):
    """What the office answers; it goes out by email."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=4 * MAX_TEXT)


class OneLink(BaseModel):
    """A review link, by its token."""

    model_config = ConfigDict(extra="forbid")

    token: str = Field(max_length=4000)


@router.get("")
def reviews(
    session: Reading,
    staff: StaffDep,
    show: Literal["all", "open", "happy", "private"] = "all",
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> ReviewPage:
    """Reviews: all of them, those with an open case, or those with many or few stars."""
    found = list_reviews(session, staff.workspace, show=show, before=read_cursor(cursor), limit=limit + 1)
    shown = found[:limit]
    return ReviewPage(
        items=[_view(review) for review in shown], next_cursor=str(shown[-1].id) if len(found) > limit else None
    )


@router.get("/summary")
def summary(session: Reading, staff: StaffDep) -> ReviewSummary:
    """The average, the stars, the trend per month, and whether it is falling."""
    now = utc_now()
    zone = time_zone(get_workspace(session, staff.workspace).time_zone)
    since = datetime.combine(first_month(now.astimezone(zone).date()), time(), zone).astimezone(UTC)
    lately = stars_since(session, staff.workspace, since)
    found = overview(counts_by_stars(session, staff.workspace), lately, now=now, zone=zone)
    return _summary(found, open_cases(session, staff.workspace))


@router.post("/{review_id}/answer")
def answer(session: Writing, staff: EditorDep, review_id: UUID, body: Answer) -> ReviewView:
    """Answers by email; 409 `missing_contact` where whoever left the review left no address."""
    text = read_words(body.text, "text", limit=MAX_TEXT, required=True)
    return _view(
        answer_review(session, workspace_id=staff.workspace, review_id=review_id, text=text, by=staff.name or "Office")
    )


@router.post("/{review_id}/close")
def close(session: Writing, staff: EditorDep, review_id: UUID) -> ReviewView:
    """Closes the case that few stars have opened."""
    return _view(close_case(session, workspace_id=staff.workspace, review_id=review_id))


@router.post("/links/revoke", status_code=204)
def revoke_link(request: Request, session: Writing, staff: EditorDep, body: OneLink) -> Response:
    """Takes one review link back; whoever opens it is offered a fresh one by email."""
    link: SignedLink = request.app.state.context.adapters.review_links.open_once_valid(body.token)
    if link.workspace_id != staff.workspace:
        raise LinkOfAnotherBusiness(
            "This is no link to a job of yours. Paste the link as the customer has it.", field="token"
        )
    revoke_review_link(session, link=link, now=utc_now())
    return Response(status_code=204)


def _view(review: Review) -> ReviewView:
    return ReviewView(
        review_id=review.id,
        job_id=review.job_id,
        customer_id=review.customer_id,
        author_name=review.author_name,
        rating=review.rating,
        text=review.text,
        verified=review.is_verified,
        is_private=review.is_private,
        case=review.case,
        can_answer=bool(review.author_email),
        answer=review.answer,
        answered_by=review.answered_by,
        answered_at=review.answered_at,
        created_at=review.created_at,
        changed_at=review.changed_at,
    )


def _summary(found: Overview, cases: int) -> ReviewSummary:
    decline = found.decline
    return ReviewSummary(
        count=found.count,
        average=found.average,
        by_stars=found.by_stars,
        months=[MonthView(month=one.month, count=one.count, average=one.average) for one in found.months],
        decline=DeclineView(before=decline.before, now=decline.now) if decline else None,
        open_cases=cases,
    )
