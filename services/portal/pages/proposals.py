"""The Proposals tab: links to all that is open for whoever looks it up, sent to the address on file."""

from fastapi import APIRouter, Request, Response

from services.portal.pages.lookup_tab import LookupTab, looked_up, lookup_form
from services.portal.pages.places import LOOK
from services.portal.pages.steady import SteadyRoute
from services.portal.pages.tabs import at_tab
from services.portal.pages.views import LookupWords
from shared.words import say

router = APIRouter(include_in_schema=False, route_class=SteadyRoute)

_TAB = LookupTab(
    place="proposals",
    words=LookupWords(
        title=say("Your proposals"),
        heading=say("Find your proposals"),
        sentence=say(
            "Enter the email address or phone number we know you by. We will email secure links to everything "
            "that is open for you, always to the address we have on file."
        ),
        button=say("Email me my links"),
        question=say("Email the links?"),
        about_to=say("We send links to everything that is open for you, to the email address we have on file."),
        done=say(
            "If something is open for you, a message with your links is on its way to the email address we have on file."
        ),
    ),
)


@router.api_route("/portal/{slug}/proposals", methods=LOOK)
async def look(request: Request, slug: str) -> Response:
    """The form. It shows no record, whoever looks."""
    return lookup_form(request, await at_tab(request, slug, "proposals"), _TAB)


@router.post("/portal/{slug}/proposals")
async def look_up(request: Request, slug: str) -> Response:
    """Has the links sent, where there are any; the answer never tells."""
    return await looked_up(request, await at_tab(request, slug, "proposals"), _TAB)
