"""What a page needs of its workspace, kept in memory for a moment so that a page costs the portal no query."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from starlette.concurrency import run_in_threadpool

from services.portal.domain.branding import Brand
from services.portal.domain.workspace import Workspace
from services.portal.pages.views import Business
from services.portal.queries.brands import default_brand
from services.portal.queries.workspaces import find_by_slug, find_workspace
from shared.database.session import Database, Session
from shared.phones import home_region

TTL = 5.0
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Profile:
    """A workspace as its pages show it."""

    workspace_id: UUID
    slug: str
    locale: str
    time_zone: str
    currency: str
    business: Business
    colour: str | None
    has_logo: bool

    @property
    def region(self) -> str:
        """Where its customers' phone numbers are from when they name no country, such as US."""
        return home_region(self.time_zone, self.locale)


class Profiles:
    """Profiles by address and by id, at most `TTL` seconds old. What is not found is asked for again."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[str | UUID, tuple[float, Profile]] = {}

    async def by_slug(self, slug: str) -> Profile | None:
        """The workspace whose portal has exactly this address."""
        return self._fresh(slug) or await run_in_threadpool(self._read, lambda session: find_by_slug(session, slug))

    async def by_id(self, workspace_id: UUID) -> Profile | None:
        """The workspace with this id."""
        fresh = self._fresh(workspace_id)
        return fresh or await run_in_threadpool(self._read, lambda session: find_workspace(session, workspace_id))

    def forget(self, workspace_id: UUID) -> None:
        """Has the workspace read anew, because it has changed."""
        for key in [key for key, (_, profile) in list(self._known.items()) if profile.workspace_id == workspace_id]:
            self._known.pop(key, None)

    def _fresh(self, key: str | UUID) -> Profile | None:
        found = self._known.get(key)
        return found[1] if found and self._clock() < found[0] else None

    def _read(self, find: Callable[[Session], Workspace | None]) -> Profile | None:
        with self._database.read() as session:
            workspace = find(session)
            if workspace is None:
                return None
            profile = profile_of(workspace, default_brand(session, workspace.id))
        if len(self._known) >= _MOST:
            self._known.clear()
        entry = (self._clock() + TTL, profile)
        self._known[profile.slug] = self._known[profile.workspace_id] = entry
        return profile


def profile_of(workspace: Workspace, brand: Brand | None) -> Profile:
    """The workspace in its default brand's dress, or in a neutral one."""
    home = f"/portal/{workspace.slug}"
    logo = brand.logo_version if brand else None
    business = Business(
        name=workspace.company_name,
        home_url=home,
        brand_css_url=f"{home}/brand.css?v={brand.accent_color.removeprefix('#')}" if brand else None,
        logo_url=f"{home}/logo?v={logo}" if logo else None,
        phone=workspace.contact_phone,
        email=workspace.contact_email,
        website=workspace.public_site_url,
    )
    colour = brand.accent_color if brand else None
    return Profile(
        workspace_id=workspace.id,
        slug=workspace.slug,
        locale=workspace.locale,
        time_zone=workspace.time_zone,
        currency=workspace.currency,
        business=business,
        colour=colour,
        has_logo=logo is not None,
    )
