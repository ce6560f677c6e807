"""Keep what the portal tells of a workspace."""

import base64

from services.quotes.domain.workspace import Workspace
from services.quotes.queries.workspaces import find_workspace
from shared.database.session import Session
from shared.events.portal import WorkspaceSnapshot


def keep_workspace(session: Session, *, snapshot: WorkspaceSnapshot) -> None:
    """Has estimates made and shown as `snapshot` says from now on."""
    workspace = find_workspace(session, snapshot.workspace_id)
    if workspace is None:
        session.add(_made_from(snapshot))
        return
    workspace.slug = snapshot.slug
    workspace.company_name = snapshot.company_name
    workspace.time_zone = snapshot.time_zone
    workspace.currency = snapshot.currency
    workspace.locale = snapshot.locale
    workspace.public_site_url = snapshot.public_site_url
    workspace.contact_email = snapshot.contact_email
    workspace.contact_phone = snapshot.contact_phone
    workspace.accent_color = snapshot.accent_color
    workspace.link_days = snapshot.link_days
    workspace.hours = snapshot.business_hours
    workspace.logo_png = _logo(snapshot)


def _made_from(snapshot: WorkspaceSnapshot) -> Workspace:
    return Workspace(
        id=snapshot.workspace_id,
        slug=snapshot.slug,
        company_name=snapshot.company_name,
        time_zone=snapshot.time_zone,
        currency=snapshot.currency,
        locale=snapshot.locale,
        public_site_url=snapshot.public_site_url,
        contact_email=snapshot.contact_email,
        contact_phone=snapshot.contact_phone,
        accent_color=snapshot.accent_color,
        link_days=snapshot.link_days,
        hours=snapshot.business_hours,
        logo_png=_logo(snapshot),
    )


def _logo(snapshot: WorkspaceSnapshot) -> bytes | None:
    return base64.b64decode(snapshot.logo_png) if snapshot.logo_png else None
