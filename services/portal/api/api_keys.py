"""The keys with which programs call this API. They are for owners, signed in: no key lists, makes or revokes keys."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.portal.api.cursors import read_cursor
from services.portal.api.identity import OwnerDep
from services.portal.domain.api_key import PREFIX, ApiKey
from services.portal.domain.scopes import SCOPES
from services.portal.queries.api_keys import api_keys_of
from services.portal.usecases.create_api_key import create_api_key
from services.portal.usecases.revoke_api_key import revoke_api_key
from shared.clock import utc_now
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/api/v1/api-keys", route_class=UnitOfWorkRoute, tags=["api-keys"])


class NewApiKey(BaseModel):
    """Without `expires_at` it is good until somebody revokes it."""

    model_config = ConfigDict(extra="forbid", str_max_length=400)

    name: str = Field(description="What it is for. No two keys that are not revoked are called the same.")
    scopes: list[str] = Field(max_length=100, description=f"Some of {', '.join(SCOPES)}.", examples=[["leads:read"]])
    expires_at: AwareDatetime | None = None


class ApiKeyOut(BaseModel):
    """A key, without what it is called by: of that only how it `begins`. `state` is active, expired or revoked."""

    api_key_id: UUID
    name: str
    scopes: list[str]
    begins: str
    state: str
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = Field(description="To the minute.")
    revoked_at: datetime | None


class MadeApiKey(ApiKeyOut):
    """The new key with its secret, in `key`: this answer is the only one that has it."""

    key: str = Field(description=f"Begins with {PREFIX}. Send it as Authorization: Bearer.")


class ApiKeyPage(BaseModel):
    """Newest first."""

    items: list[ApiKeyOut]
    next_cursor: str | None


@router.get("", name="list_api_keys")
def api_keys(
    owner: OwnerDep, session: Reading, cursor: str = "", limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> ApiKeyPage:
    """The keys of the workspace, those that have been revoked included."""
    found = api_keys_of(session, owner.workspace, before=read_cursor(cursor), limit=limit + 1)
    shown = found[:limit]
    more = str(shown[-1].id) if len(found) > limit else None
    return ApiKeyPage(items=[ApiKeyOut(**_values(key)) for key in shown], next_cursor=more)


@router.post("", status_code=201, name="create_api_key")
def create(request: Request, owner: OwnerDep, body: NewApiKey) -> MadeApiKey:
    """Makes a key. Its secret is in this answer and never again, so that an Idempotency-Key cannot bring it back.

    Whoever asks twice makes one key all the same: the second time its name is taken (409 `api_key_name_taken`).
    """
    # No `Writing`: what it answers to an Idempotency-Key is kept to be given again, and a secret must not be kept.
    with request.app.state.context.database.begin() as session:
        key, secret = create_api_key(
            session,
            workspace_id=owner.workspace,
            by=UUID(owner.actor_id),
            name=body.name,
            scopes=body.scopes,
            expires_at=body.expires_at,
        )
    return MadeApiKey(**_values(key), key=secret)


@router.post("/{api_key_id}/revoke", name="revoke_api_key")
def revoke(owner: OwnerDep, api_key_id: UUID, session: Writing) -> ApiKeyOut:
    """Ends the key: the next call with it is refused."""
    key = revoke_api_key(session, workspace_id=owner.workspace, by=UUID(owner.actor_id), api_key_id=api_key_id)
    return ApiKeyOut(**_values(key))


def _values(key: ApiKey) -> dict[str, Any]:
    return {
        "api_key_id": key.id,
        "name": key.name,
        "scopes": key.scopes,
        "begins": key.begins,
        "state": key.state_at(utc_now()),
        "created_by": key.created_by_name,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "last_used_at": key.last_used_at,
        "revoked_at": key.revoked_at,
    }
