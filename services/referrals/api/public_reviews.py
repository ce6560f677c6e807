"""Reviewing, by the link of a job or from the tab of a portal. Who asks is nobody known: the gateway has limited them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from services.referrals.domain.errors import LinkOfAnotherBusiness, WorkspaceNotKnown
from services.referrals.domain.job import CompletedJob
from services.referrals.domain.review import MAX_NAME, MAX_TEXT, Author, Opinion, Review, read_words
from services.referrals.queries.jobs import job_of, lock_opened, open_job
from services.referrals.queries.reviews import review_by
from services.referrals.queries.workspaces import get_workspace
from services.referrals.usecases.issue_review_link import issue_review_link
from services.referrals.usecases.submit_review import submit_review
from shared.clock import utc_now
from shared.database.session import Session
from shared.ids import new_id
from shared.links import SignedLink
from shared.service import Context
from shared.web.caller import CallerDep
from shared.web.rate_limit import check_rate
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

# Quotes answers at the same addresses for all other links, and the gateway has its own words for reviews of a portal.
router = APIRouter(prefix="/public", route_class=UnitOfWorkRoute, include_in_schema=False)

_RENEWALS_PER_HOUR = 3


class LeftReview(BaseModel):
    """A review that was left before, and until when it can be changed."""

    rating: int
    text: str
    is_private: bool
    editable_until: datetime
    is_editable: bool


class OpenedReviewLink(BaseModel):
    """The job that the link lets its customer review, and the review if there is one."""

    workspace_id: UUID
    job_id: UUID
    title: str
    customer_name: str
    completed_at: datetime
    review: LeftReview | None


class Submission(BaseModel):
    """Stars and words. `link` ties them to a job; `submission` tells the same form sent twice from two forms."""

    model_config = ConfigDict(extra="forbid")

    rating: StrictInt = Field(ge=1, le=5)
    text: str = Field(default="", max_length=4 * MAX_TEXT)
    name: str = Field(default="", max_length=4 * MAX_NAME)
    email: str | None = Field(default=None, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    link: str | None = Field(default=None, max_length=4000)
    submission: str | None = Field(default=None, min_length=16, max_length=100)


class TakenReview(BaseModel):
    """The review as it is kept. `invitation` is where its author is invited to post it as well."""

    review_id: UUID
    rating: int
    text: str
    verified: bool
    is_private: bool
    editable_until: datetime
    invitation: str | None


@router.get("/links/{token}")
def open_link(token: str, _caller: CallerDep, session: Reading, request: Request) -> OpenedReviewLink:
    """410 `link_expired` for one whose time is over, and `link_revoked`: either can be renewed. Nothing is recorded."""
    job = open_job(session, _context(request).adapters.review_links.open(token))
    left = review_by(session, job.workspace_id, _submission_of(job))
    return OpenedReviewLink(
        workspace_id=job.workspace_id,
        job_id=job.id,
        title=job.title,
        customer_name=job.customer_name,
        completed_at=job.completed_at,
        review=_left(left) if left else None,
    )


def renewable_link(token: str, _caller: CallerDep, request: Request) -> SignedLink:
    """The link, expired or revoked or not, unless it has been renewed too often."""
    context = _context(request)
    link: SignedLink = context.adapters.review_links.open_once_valid(token)
    check_rate(context.database, f"renew:{link.record_id}", limit=_RENEWALS_PER_HOUR, seconds=3600)
    return link


@router.post("/links/{token}/renew", status_code=202)
def renew(link: Annotated[SignedLink, Depends(renewable_link)], session: Writing, request: Request) -> Response:
    """Has a fresh link sent to the address on file, and to no other; says the same whether there is one or not."""
    job = job_of(session, link.workspace_id, link.record_id)
    issue_review_link(session, job=job, links=_context(request).adapters.review_links, cause="renewed")
    return Response(status_code=202)


@router.post("/reviews", status_code=201)
def submit(body: Submission, caller: CallerDep, session: Writing, request: Request, response: Response) -> TakenReview:
    """Leaves a review, 201, or changes the one that was left with the same link or form, 200."""
    opinion = Opinion(body.rating, read_words(body.text, "text", limit=MAX_TEXT))
    if body.link is not None:
        job = lock_opened(session, _context(request).adapters.review_links.open(body.link))
        _check_portal(job, caller.workspace_id)
        workspace_id, submission, author = job.workspace_id, _submission_of(job), _author_of(job)
    else:
        if caller.workspace_id is None:
            raise WorkspaceNotKnown("Reviews without a link are left in a portal.")
        workspace_id, submission = caller.workspace_id, f"form:{body.submission or new_id()}"
        author = Author(read_words(body.name, "name", limit=MAX_NAME), body.email)
    known = review_by(session, workspace_id, submission) is not None
    review = submit_review(session, workspace_id=workspace_id, submission=submission, author=author, opinion=opinion)
    response.status_code = 200 if known else 201
    return _taken(session, review)


def _check_portal(job: CompletedJob, workspace_id: UUID | None) -> None:
    if workspace_id not in {None, job.workspace_id}:
        raise LinkOfAnotherBusiness(
            "This link belongs to another business. Use it as it is in the email.", field="link"
        )


def _submission_of(job: CompletedJob) -> str:
    return f"job:{job.id}"


def _author_of(job: CompletedJob) -> Author:
    return Author(job.customer_name, job.customer_email, job_id=job.id, customer_id=job.customer_id)


def _left(review: Review) -> LeftReview:
    return LeftReview(
        rating=review.rating,
        text=review.text,
        is_private=review.is_private,
        editable_until=review.editable_until,
        is_editable=utc_now() < review.editable_until,
    )


def _taken(session: Session, review: Review) -> TakenReview:
    return TakenReview(
        review_id=review.id,
        rating=review.rating,
        text=review.text,
        verified=review.is_verified,
        is_private=review.is_private,
        editable_until=review.editable_until,
        invitation=get_workspace(session, review.workspace_id).invitation(private=review.is_private),
    )


def _context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context
