"""The tabs of a portal: which there are, which of them are on, and that one that is off is not there at all."""

from uuid import UUID

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from services.portal.domain.portal_settings import PortalSettings
from services.portal.pages.answers import dress, profiles
from services.portal.pages.profiles import Profile
from services.portal.pages.views import Link
from services.portal.queries.portal_settings import settings_of
from shared.errors import NotFound
from shared.words import say

_TABS = {
    "proposals": (say("Your proposals"), "/proposals", "file-text"),
    "estimate_requests": (say("Request an estimate"), "/request", "calendar"),
    "invoice_payments": (say("Pay an invoice"), "/pay", "credit-card"),
    "reviews": (say("Leave a review"), "/review", "star"),
    "referrals": (say("Refer a friend"), "/refer", "user"),
}
"""The tab of each feature: its name, its address below the portal's, its icon; in the order in which they are shown."""
TAB_CALLS = {
    "proposals": say("See your proposals"),
    "estimate_requests": say("Request an estimate"),
    "invoice_payments": say("Pay your invoice"),
    "reviews": say("Tell us how we did"),
    "referrals": say("Recommend us to a friend"),
}
"""What each of them asks people to do, where it is printed."""


def feature_at(tab: str) -> str:
    """The feature whose tab is at `/tab` below the portal's own address; raises `NotFound`."""
    for feature, (_, path, _) in _TABS.items():
        if path == f"/{tab}":
            return feature
    raise NotFound(say("There is no such tab."))


def tab_path(feature: str) -> str | None:
    """Where a feature's tab is below the portal's own address; None while it has none."""
    return _TABS[feature][1] if feature in _TABS else None


async def profile_at(request: Request, slug: str) -> Profile:
    """The workspace of exactly this slug, case included; raises `NotFound`."""
    profile = await profiles(request).by_slug(slug)
    if profile is None:
        raise NotFound(say("There is no portal at this address."))
    return profile


async def chosen_by(request: Request, workspace_id: UUID) -> PortalSettings:
    """What the workspace chose for its portal, as it is now: a switch takes effect at the next page."""
    return await run_in_threadpool(_read, request, workspace_id)


async def tabs_of(request: Request, profile: Profile) -> list[Link]:
    """The tabs that are on."""
    features = (await chosen_by(request, profile.workspace_id)).features
    home = profile.business.home_url
    return [Link(name=name, url=home + path, icon=icon) for on, (name, path, icon) in _TABS.items() if features[on]]


async def at_tab(request: Request, slug: str, feature: str) -> Profile:
    """The workspace of the portal at `slug`, its pages dressed; raises `NotFound` where the feature is off."""
    return dress(request, await open_at(request, slug, feature))


async def open_at(request: Request, slug: str, feature: str) -> Profile:
    """The same for programs."""
    profile = await profile_at(request, slug)
    if not (await chosen_by(request, profile.workspace_id)).features[feature]:
        raise NotFound(say("This portal does not offer that."))
    return profile


def _read(request: Request, workspace_id: UUID) -> PortalSettings:
    with request.app.state.context.database.read() as session:
        return settings_of(session, workspace_id)
