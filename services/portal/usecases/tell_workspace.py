"""Tell every service what a workspace is now."""

from services.portal.adapters.paper_logo import paper_logo
from services.portal.domain.snapshot import snapshot
from services.portal.domain.workspace import Workspace
from services.portal.queries.brands import default_brand
from services.portal.queries.portal_settings import settings_of
from shared.database.session import Session
from shared.events.portal import WorkspaceChanged
from shared.messaging.outbox import publish


def tell_workspace(session: Session, *, workspace: Workspace, public_url: str | None) -> None:
    """Publishes its account, its default brand and what it chose for its portal, after something of them has changed."""
    session.flush()
    brand = default_brand(session, workspace.id)
    chosen = settings_of(session, workspace.id)
    logo_png = paper_logo(brand.logo) if brand else None
    publish(session, WorkspaceChanged(**snapshot(workspace, brand, chosen, public_url, logo_png=logo_png)))
