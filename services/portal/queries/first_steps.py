"""How far a business is, as far as the portal knows."""

from uuid import UUID

from services.portal.domain.first_steps import OwnFacts
from services.portal.queries.brands import default_brand
from services.portal.queries.portal_settings import settings_of
from shared.database.session import Session


def own_facts(session: Session, workspace_id: UUID) -> OwnFacts:
    """What of the first steps is done in the portal, and whether the list of them was put away."""
    brand, chosen = default_brand(session, workspace_id), settings_of(session, workspace_id)
    return OwnFacts(
        dismissed=chosen.checklist_dismissed,
        brand=brand is not None and brand.logo_version is not None,
        services=bool(chosen.services),
        google=chosen.google_review_url is not None,
        payments=chosen.takes_payments,
    )
