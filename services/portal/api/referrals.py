"""Looking a link to share up by program: the same rules, limits and silence as on the page."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from services.portal.domain.contact import read_email
from services.portal.pages.profiles import Profile
from services.portal.pages.referral_lookups import look_up
from services.portal.pages.steady import SteadyRoute
from services.portal.pages.tabs import open_at

router = APIRouter(prefix="/api/v1", route_class=SteadyRoute, tags=["portals"])


class ReferralLookup(BaseModel):
    """The address the customer is known by; the name they recommend as, where it was asked for."""

    model_config = ConfigDict(extra="forbid")

    email: str = Field(max_length=400)
    name: str = Field(default="", max_length=480)


class Money(BaseModel):
    """Money in minor units."""

    currency: str
    minor: int


class ReferralTotals(BaseModel):
    """What has come of the links that the customer shared."""

    visits: int
    requests: int
    won: int
    rewards: list[Money]


class FoundLink(BaseModel):
    """known with the link; name_needed: ask once more with a name; unknown: only customers have a link."""

    status: Literal["known", "name_needed", "unknown"]
    code: str | None
    share_url: str | None
    totals: ReferralTotals | None


class SentLink(BaseModel):
    """The portal is strict: whether there is a link, only the address on file learns."""

    status: Literal["accepted"] = "accepted"


_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": FoundLink},
    202: {"model": SentLink, "description": "In a portal with strict privacy, whatever the address."},
    429: {"description": "Too many look-ups from here, of this workspace, or of this address."},
    503: {"description": "`channel_unavailable`: in a strict portal, while no messages go out."},
}


async def portal_at(request: Request, slug: str) -> Profile:
    """The portal that is asked; raises `NotFound` where it gives out no links."""
    return await open_at(request, slug, "referrals")


@router.post("/public/portals/{slug}/referral-lookup", responses=_ANSWERS, response_class=JSONResponse)
async def look_up_referral(
    request: Request, profile: Annotated[Profile, Depends(portal_at)], body: ReferralLookup
) -> Response:
    """The customer's link to share and what has come of it; nothing is made for who is no customer."""
    shared = await look_up(request, profile, read_email(body.email, field="email"), body.name)
    return JSONResponse(SentLink().model_dump(), 202) if shared.found is None else JSONResponse(shared.found)
