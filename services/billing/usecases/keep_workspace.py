"""Keep what the portal tells of a workspace."""

from services.billing.domain.workspace import Workspace
from shared.database.session import Session
from shared.events.portal import WorkspaceSnapshot


def keep_workspace(session: Session, *, told: WorkspaceSnapshot) -> Workspace:
    """The workspace as it is now, whatever was known of it before."""
    return session.merge(
        Workspace(
            id=told.workspace_id,
            time_zone=told.time_zone,
            public_site_url=told.public_site_url,
            link_days=told.link_days,
            slug=told.slug,
            company_name=told.company_name,
            currency=told.currency,
            locale=told.locale,
            contact_email=told.contact_email,
            contact_phone=told.contact_phone,
            accent_color=told.accent_color,
            logo_png=told.logo_png,
            privacy=told.privacy,
        )
    )
