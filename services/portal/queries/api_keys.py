"""API keys, as they are listed and looked up."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select, update

from services.portal.domain.api_key import ApiKey
from services.portal.domain.errors import ApiKeyNotFound
from shared.database.session import Session


def api_keys_of(session: Session, workspace_id: UUID, *, before: UUID | None = None, limit: int) -> Sequence[ApiKey]:
    """The keys of the workspace, revoked ones included, newest first."""
    query = select(ApiKey).where(ApiKey.workspace_id == workspace_id).order_by(ApiKey.id.desc()).limit(limit)
    return session.scalars(query if before is None else query.where(ApiKey.id < before)).all()


def count_unrevoked(session: Session, workspace_id: UUID) -> int:
    """How many keys have not been revoked."""
    mine = (ApiKey.workspace_id == workspace_id, ApiKey.revoked_at.is_(None))
    return session.scalar(select(func.count()).select_from(ApiKey).where(*mine)) or 0


def is_name_taken(session: Session, workspace_id: UUID, name: str) -> bool:
    """Whether a key that has not been revoked is called so."""
    mine = (ApiKey.workspace_id == workspace_id, ApiKey.revoked_at.is_(None), ApiKey.name == name)
    return session.scalar(select(ApiKey.id).where(*mine).limit(1)) is not None


def lock_api_key(session: Session, workspace_id: UUID, api_key_id: UUID) -> ApiKey:
    """The key, held until the transaction ends; raises `ApiKeyNotFound`."""
    mine = (ApiKey.workspace_id == workspace_id, ApiKey.id == api_key_id)
    found = session.scalar(select(ApiKey).where(*mine).with_for_update())
    if found is None:
        raise ApiKeyNotFound("There is no such API key.")
    return found


def find_api_key(session: Session, key_hash: str) -> ApiKey | None:
    """The key, of all workspaces, whose secret has this hash, good or not."""
    return session.scalar(select(ApiKey).where(ApiKey.key_hash == key_hash))


def note_use(session: Session, workspace_id: UUID, api_key_id: UUID, *, at: datetime) -> None:
    """Has the key been used at that time, unless a later one is known."""
    mine = (ApiKey.workspace_id == workspace_id, ApiKey.id == api_key_id)
    earlier = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < at)
    session.execute(update(ApiKey).where(*mine, earlier).values(last_used_at=at))
