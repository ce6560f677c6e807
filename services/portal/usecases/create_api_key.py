"""An owner makes a key for a program."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from services.portal.domain.api_key import MOST, ApiKey, make_key
from services.portal.domain.errors import ApiKeyNameTaken, TooManyApiKeys
from services.portal.queries.api_keys import count_unrevoked, is_name_taken
from services.portal.queries.owners import get_owner
from services.portal.queries.workspaces import lock_workspace
from shared.clock import utc_now
from shared.database.session import Session
from shared.words import say


def create_api_key(
    session: Session,
    *,
    workspace_id: UUID,
    by: UUID,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """A key and its secret, which is nowhere to be had again; raises `OwnerOnly` unless `by` owns the workspace.

    Raises `ApiKeyNameTaken`, `TooManyApiKeys`, or an error that names the field at fault. Asked for twice it is made once:
    its name is taken the second time.
    """
    # Whoever else makes a key for this workspace waits here, so that names stay unique.
    lock_workspace(session, workspace_id)
    owner = get_owner(session, workspace_id, by)
    key, secret = make_key(owner, name=name, scopes=scopes, expires_at=expires_at, now=utc_now())
    if is_name_taken(session, workspace_id, key.name):
        message = say(
            "There is a key named {name} already. Choose another name, or revoke that key first.", name=repr(key.name)
        )
        raise ApiKeyNameTaken(message, field="name")
    if count_unrevoked(session, workspace_id) >= MOST:
        raise TooManyApiKeys(say("There are {most} keys already. Revoke those that nothing uses any more.", most=MOST))
    session.add(key)
    return key, secret
