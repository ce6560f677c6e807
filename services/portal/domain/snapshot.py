"""What the portal tells the other services of a workspace."""

from typing import Any

from services.portal.domain.branding import Brand
from services.portal.domain.portal_settings import PortalSettings
from services.portal.domain.workspace import Workspace


def snapshot(
    workspace: Workspace,
    brand: Brand | None,
    chosen: PortalSettings,
    public_url: str | None = None,
    *,
    logo_png: str | None = None,
) -> dict[str, Any]:
    """The fields that every event about a workspace carries; `brand` is its default one, `logo_png` its logo for paper."""
    base = public_url or workspace.public_site_url
    logo = brand.logo_version if brand else None
    return {
        "workspace_id": workspace.id,
        "slug": workspace.slug,
        "company_name": workspace.company_name,
        "time_zone": workspace.time_zone,
        "currency": workspace.currency,
        "locale": workspace.locale,
        "public_site_url": workspace.public_site_url,
        "contact_email": workspace.contact_email,
        "contact_phone": workspace.contact_phone,
        "accent_color": brand.accent_color if brand else None,
        "logo_url": f"{base}/portal/{workspace.slug}/logo?v={logo}" if base and logo else None,
        "logo_png": logo_png,
        "link_days": workspace.link_days,
        "privacy": chosen.privacy,
        "google_review_url": chosen.google_review_url,
        "invite_everyone": chosen.invite_everyone,
        "holiday_lights_enabled": chosen.holiday_lights_enabled,
        "business_hours": chosen.business_hours,
        **chosen.features,
    }
