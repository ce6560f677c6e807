"""The Holiday lights tab, at the seasonal address that a holiday proposal without a token of its own is sent under.

It is there for workspaces that have the module on; for all others it answers as an address that never was, 404.

The address is the same for everybody, so it proves nothing. Whoever opens it is one of two:

- Somebody whose browser has opened the link of a holiday proposal of this workspace that is pending or active. That link
  is the proof, and it is all that is kept (`held_design`). They get its page, here, the design first, and the portal's
  front page shows them the tab. Quotes is asked anew each time, as for the link itself: once that has expired, was
  revoked, or the proposal has gone out of season, there is no page and no tab any more.
- Anybody else, the customer included who comes from the mail for the first time. They get the form of a look-up, and the
  front page shows no tab: a stranger does not even learn that the business hangs lights. The look-up is that of the
  Proposals tab, in its limits, its words and its time, except that it finds holiday proposals only, also those signed
  this season, and that its links open each of them, never this address again.

A link opens its own record and no other: who has several finds the others through the form, which `?find` leads to.
Somebody signed in to the office gets what a stranger gets; the office looks at records in its console.
"""

from fastapi import APIRouter, Request, Response

from services.portal.pages.answers import dress
from services.portal.pages.held_design import held_design, holds_any
from services.portal.pages.lookup_tab import LookupTab, looked_up, lookup_form
from services.portal.pages.places import LOOK
from services.portal.pages.profiles import Profile
from services.portal.pages.quote import choice, quote_page
from services.portal.pages.steady import SteadyRoute
from services.portal.pages.tabs import chosen_by, profile_at
from services.portal.pages.views import Link, LookupWords
from shared.errors import NotFound
from shared.words import say

router = APIRouter(include_in_schema=False, route_class=SteadyRoute)

_TAB = LookupTab(
    place="holiday-lights",
    words=LookupWords(
        title=say("Your holiday lights"),
        heading=say("See your holiday lights"),
        sentence=say(
            "Enter the email address or phone number we know you by. We will email a secure link to your design, "
            "always to the address we have on file."
        ),
        button=say("Email me my link"),
        question=say("Email the link?"),
        about_to=say("We send the link to your holiday lights to the email address we have on file."),
        done=say(
            "If we have a design for you, a message with its link is on its way to the email address we have on file."
        ),
    ),
    record_type="holiday_lights",
)


@router.api_route("/portal/{slug}/holiday-lights", methods=LOOK)
async def look(request: Request, slug: str) -> Response:
    """The design whose link this browser holds, or else the form."""
    profile = await _dressed(request, slug)
    held = None if "find" in request.query_params else await held_design(request, profile, choice(request))
    if held is None:
        return lookup_form(request, profile, _TAB)
    return await quote_page(request, held, find_url=f"{_TAB.door(profile).base}?find")


@router.post("/portal/{slug}/holiday-lights")
async def look_up(request: Request, slug: str) -> Response:
    """Has the links sent, where there are any; the answer never tells."""
    return await looked_up(request, await _dressed(request, slug), _TAB)


async def own_tabs(request: Request, profile: Profile) -> list[Link]:
    """The tab on the front page, for whoever holds the proof. Nobody else costs more than a look at their cookies."""
    if not holds_any(request, profile) or not await _is_on(request, profile):
        return []
    held = await held_design(request, profile)
    return [Link(name=say("Your holiday lights"), url=_TAB.door(profile).base, icon="lightbulb")] if held else []


async def open_module(request: Request, slug: str) -> Profile:
    """The workspace of the portal at `slug`; raises `NotFound` where its module is off."""
    profile = await profile_at(request, slug)
    if not await _is_on(request, profile):
        raise NotFound(say("This portal does not offer that."))
    return profile


async def _dressed(request: Request, slug: str) -> Profile:
    return dress(request, await open_module(request, slug))


async def _is_on(request: Request, profile: Profile) -> bool:
    return (await chosen_by(request, profile.workspace_id)).holiday_lights_enabled
