"""The office changes a brand, or has another one dress the portal."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.portal.domain.branding import Brand
from services.portal.queries.brands import lock_brand, make_default
from services.portal.queries.workspaces import lock_workspace
from services.portal.usecases.tell_workspace import tell_workspace
from shared.clock import utc_now
from shared.database.session import Session


def change_brand(
    session: Session, *, workspace_id: UUID, brand_id: UUID, changes: Mapping[str, Any], public_url: str | None = None
) -> Brand:
    """Sets what is in `changes` (name, accent_color, secondary_color, logo, is_default, retired).

    Raises `BrandNotFound`, or an error that names the field at fault. A default brand stays it until another one
    takes its place, and cannot be retired before.
    """
    workspace = lock_workspace(session, workspace_id)
    brand = lock_brand(session, workspace_id, brand_id)
    if "name" in changes:
        brand.rename(changes["name"])
    brand.paint(changes.get("accent_color", brand.accent_color), changes.get("secondary_color", brand.secondary_color))
    if "logo" in changes:
        brand.wear(changes["logo"])
    if "retired" in changes:
        brand.retire(utc_now()) if changes["retired"] else brand.take_back()
    if changes.get("is_default"):
        make_default(session, workspace_id, brand)
    if brand.is_default:
        tell_workspace(session, workspace=workspace, public_url=public_url)
    return brand
