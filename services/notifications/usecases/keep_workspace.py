"""Keep what the portal tells of a workspace."""

from services.notifications.domain.workspace import Workspace
from services.notifications.queries.workspaces import find_workspace
from shared.database.session import Session
from shared.events.portal import WorkspaceSnapshot


def keep_workspace(session: Session, *, snapshot: WorkspaceSnapshot) -> None:
    """Has messages dressed as `snapshot` says from now on."""
    workspace = find_workspace(session, snapshot.workspace_id)
    if workspace is None:
        session.add(_made_from(snapshot))
        return
    workspace.slug = snapshot.slug
    workspace.company_name = snapshot.company_name
    workspace.time_zone = snapshot.time_zone
    workspace.locale = snapshot.locale
    workspace.public_site_url = snapshot.public_site_url
    workspace.contact_email = snapshot.contact_email
    workspace.contact_phone = snapshot.contact_phone
    workspace.accent_color = snapshot.accent_color
    workspace.logo_url = snapshot.logo_url
    workspace.reviews = snapshot.reviews
    workspace.referrals = snapshot.referrals
    workspace.invoice_payments = snapshot.invoice_payments


def _made_from(snapshot: WorkspaceSnapshot) -> Workspace:
    return Workspace(
        id=snapshot.workspace_id,
        slug=snapshot.slug,
        company_name=snapshot.company_name,
        time_zone=snapshot.time_zone,
        locale=snapshot.locale,
        public_site_url=snapshot.public_site_url,
        contact_email=snapshot.contact_email,
        contact_phone=snapshot.contact_phone,
        accent_color=snapshot.accent_color,
        logo_url=snapshot.logo_url,
        reviews=snapshot.reviews,
        referrals=snapshot.referrals,
        invoice_payments=snapshot.invoice_payments,
    )
