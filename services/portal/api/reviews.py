"""Leaving a review by program: the same rules and limits as on the page."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StrictInt
from starlette.concurrency import run_in_threadpool

from services.portal.adapters import referrals_client
from services.portal.pages.browser import client_ip, visitor
from services.portal.pages.opened import services
from services.portal.pages.profiles import Profile
from services.portal.pages.tabs import open_at
from services.portal.usecases.limit_reviews import limit_reviews

router = APIRouter(prefix="/api/v1", tags=["portals"])


class NewReview(BaseModel):
    """Stars and words. `link` (or its token) of a job's follow-up ties them to the job; without it nobody vouches for them.

    The same `submission` sent again changes the review, for 7 days, as the same link does.
    """

    model_config = ConfigDict(extra="forbid")

    rating: StrictInt = Field(ge=1, le=5)
    text: str = Field(default="", max_length=20_000)
    name: str = Field(default="", max_length=480)
    email: str | None = Field(default=None, max_length=254)
    link: str | None = Field(default=None, max_length=4300)
    submission: str | None = Field(default=None, min_length=16, max_length=100)


class LeftReview(BaseModel):
    """The review as it is kept. `invitation` is the Google form to post it on as well, where its author is invited to."""

    review_id: UUID
    rating: int
    text: str
    verified: bool
    is_private: bool
    editable_until: datetime
    invitation: str | None


async def portal_of(request: Request, slug: str, body: NewReview) -> Profile:
    """The portal that takes the review; counted before anything else where no job vouches for it."""
    profile = await open_at(request, slug, "reviews")
    if body.link is None:
        database, ip = request.app.state.context.database, client_ip(request)
        await run_in_threadpool(limit_reviews, database, workspace_id=profile.workspace_id, ip=ip)
    return profile


@router.post(
    "/public/portals/{slug}/reviews",
    status_code=201,
    responses={200: {"model": LeftReview}, 201: {"model": LeftReview}},
    response_class=JSONResponse,
)
async def leave_review(request: Request, profile: Annotated[Profile, Depends(portal_of)], body: NewReview) -> Response:
    """Leaves a review, 201, or changes the one that was left with the same link or submission, 200."""
    given: dict[str, Any] = body.model_dump()
    if body.link:
        given["link"] = urlsplit(body.link).path.rstrip("/").rpartition("/")[2]
    caller = replace(visitor(request), workspace_id=profile.workspace_id)
    first, taken = await referrals_client.submit_review(services(request).referrals, caller, given)
    return JSONResponse(taken, 201 if first else 200)
