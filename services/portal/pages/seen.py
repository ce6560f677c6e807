"""Views of customers' pages, counted when a person has shown up on one. Opening an address counts nothing."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.network import network_of
from services.portal.domain.robots import is_browser
from services.portal.pages.arrivals import came_by
from services.portal.pages.browser import client_ip, visitor
from services.portal.pages.counted import was_served
from services.portal.pages.office_sessions import staff_of_browser
from services.portal.pages.profiles import Profile
from services.portal.pages.tabs import profile_at
from services.portal.usecases.view_page import view_page
from shared.web.rate_limit import check_rate

router = APIRouter(include_in_schema=False)

_PER_MINUTE = 120


@router.post("/portal/{slug}/seen")
async def seen(
    request: Request,
    slug: str,
    view: UUID,
    page: Annotated[str, Query(pattern=r"^[a-z-]{1,30}$")],
) -> Response:
    """Counts a view by a person who is not of the office, once however often it is told. The answer never tells."""
    profile = await profile_at(request, slug)
    if is_browser(visitor(request).user_agent) and was_served(request, slug, page, view):
        staff = await staff_of_browser(request)
        if staff is None or staff.workspace_id != profile.workspace_id:
            await run_in_threadpool(_count, request, profile, page, view)
    return Response(status_code=204)


def _count(request: Request, profile: Profile, page: str, view_id: UUID) -> None:
    database = request.app.state.context.database
    check_rate(database, f"seen:{network_of(client_ip(request))}", limit=_PER_MINUTE, seconds=60)
    with database.begin() as session:
        view_page(session, workspace_id=profile.workspace_id, view_id=view_id, page=page, channel=came_by(request))
