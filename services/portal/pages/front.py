"""The bare address. It says what is here and where to go on, and in production names no business."""

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.pages.answers import page, shell
from services.portal.pages.dev_views import FrontPage
from services.portal.pages.office_sign_up import sign_up_url
from services.portal.pages.opened import settings
from services.portal.pages.places import LOOK
from services.portal.pages.sign_up_views import FrontDoor
from services.portal.pages.views import Link
from services.portal.queries.workspaces import first_workspaces

router = APIRouter(include_in_schema=False)

_SHOWN = 10


@router.api_route("/", methods=LOOK)
async def front(request: Request) -> Response:
    """On one's own machine the ways into everything; elsewhere a page that tells nobody's secrets."""
    if not settings(request).embedded:
        return page("customer/front.html", FrontDoor(shell=shell(request), sign_up_url=sign_up_url(request)))
    portals = await run_in_threadpool(_portals, request)
    content = FrontPage(shell=shell(request), portals=portals, sign_up_url=sign_up_url(request))
    return page("dev/front.html", content)


def _portals(request: Request) -> list[Link]:
    with request.app.state.context.database.read() as session:
        known = first_workspaces(session, _SHOWN)
        return [Link(name=one.company_name, url=f"/portal/{one.slug}") for one in known]
