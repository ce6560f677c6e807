"""An owner ends a key."""

from uuid import UUID

from services.portal.domain.api_key import ApiKey
from services.portal.queries.api_keys import lock_api_key
from services.portal.queries.owners import get_owner
from shared.clock import utc_now
from shared.database.session import Session


def revoke_api_key(session: Session, *, workspace_id: UUID, by: UUID, api_key_id: UUID) -> ApiKey:
    """Has it be good for nothing from the next call on; raises `OwnerOnly` or `ApiKeyNotFound`."""
    get_owner(session, workspace_id, by)
    key = lock_api_key(session, workspace_id, api_key_id)
    key.revoke(utc_now())
    return key
