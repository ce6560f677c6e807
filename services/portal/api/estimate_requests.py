"""Asking for an estimate by program: the same rules and limits as on the page."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from services.portal.domain.estimate_request import Asked, read_request
from services.portal.pages.browser import client_ip
from services.portal.pages.tabs import chosen_by, open_at
from services.portal.usecases.limit_requests import limit_requests
from services.portal.usecases.request_estimate import request_estimate
from shared.web.unit_of_work import UnitOfWorkRoute, Writing

router = APIRouter(prefix="/api/v1", route_class=UnitOfWorkRoute, tags=["portals"])

_REFUSALS: dict[int | str, dict[str, Any]] = {
    429: {"description": "Too many requests from here, or of this workspace."},
}


class NewEstimateRequest(BaseModel):
    """Who asks, how they are reached (by one of the two at least), and for what: some of the services of the settings.

    The same body with the same `submission`, or with the same Idempotency-Key, is one request.
    """

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=800)
    email: str = Field(default="", max_length=400)
    phone: str = Field(default="", max_length=400)
    address: str = Field(default="", max_length=2000)
    services: list[Annotated[str, Field(max_length=400)]] = Field(default_factory=list, max_length=100)
    notes: str = Field(default="", max_length=20_000)
    referral_code: str | None = Field(default=None, pattern=r"^[2-9A-Z]{8}$", description="Of a shared link, /r/CODE.")
    submission: str = Field(default="", max_length=100)


class TakenIn(BaseModel):
    """The request is written down for good; the lead of this id appears as soon as the office's service is there."""

    status: Literal["accepted"] = "accepted"
    request_id: UUID


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request that is in order, and within the limits."""

    workspace_id: UUID
    asked: Asked


async def admitted(request: Request, slug: str, body: NewEstimateRequest) -> Admitted:
    """Counted before the unit of work begins, which a second one would wait for."""
    profile = await open_at(request, slug, "estimate_requests")
    offered = (await chosen_by(request, profile.workspace_id)).services
    typed = Asked(**body.model_dump(exclude={"referral_code", "submission"}))
    asked = read_request(typed, region=profile.region, offered=offered)
    database, ip = request.app.state.context.database, client_ip(request)
    await run_in_threadpool(limit_requests, database, workspace_id=profile.workspace_id, ip=ip)
    return Admitted(profile.workspace_id, asked)


@router.post("/public/portals/{slug}/estimate-requests", status_code=202, responses=_REFUSALS)
def request_an_estimate(
    given: Annotated[Admitted, Depends(admitted)], body: NewEstimateRequest, session: Writing
) -> TakenIn:
    """Takes the request in, also while nobody can see to it: it becomes a lead of the office."""
    request_id = request_estimate(
        session,
        workspace_id=given.workspace_id,
        asked=given.asked,
        submission=body.submission,
        referral_code=body.referral_code,
    )
    return TakenIn(request_id=request_id)
