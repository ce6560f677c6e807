"""The office adds a brand; the first one dresses the portal at once."""

from uuid import UUID

from services.portal.domain.branding import Brand, new_brand
from services.portal.domain.errors import TooManyBrands
from services.portal.domain.logo import Logo
from services.portal.queries.brands import brands_of, default_brand, make_default
from services.portal.queries.workspaces import lock_workspace
from services.portal.usecases.tell_workspace import tell_workspace
from shared.clock import utc_now
from shared.database.session import Session
from shared.words import say

MOST = 50


def create_brand(
    session: Session,
    *,
    workspace_id: UUID,
    name: str,
    accent_color: str,
    secondary_color: str | None = None,
    logo: Logo | None = None,
    is_default: bool = False,
    public_url: str | None = None,
) -> Brand:
    """Adds a brand; raises `TooManyBrands`, or an error that names the field at fault."""
    workspace = lock_workspace(session, workspace_id)
    if len(brands_of(session, workspace_id)) >= MOST:
        raise TooManyBrands(
            say("There are {most} brands, which is as many as fit. Change one of them instead.", most=MOST)
        )
    brand = new_brand(workspace_id, name=name, accent=accent_color, secondary=secondary_color, now=utc_now())
    brand.wear(logo)
    session.add(brand)
    if is_default or default_brand(session, workspace_id) is None:
        make_default(session, workspace_id, brand)
        tell_workspace(session, workspace=workspace, public_url=public_url)
    return brand
