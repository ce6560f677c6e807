"""A program calls with an API key."""

from services.portal.domain.api_key import ApiKey
from services.portal.domain.errors import ApiKeyNotValid
from services.portal.domain.sessions import token_hash
from services.portal.queries.api_keys import find_api_key, note_use
from shared.clock import utc_now
from shared.database.session import Database


def use_api_key(database: Database, *, secret: str) -> ApiKey:
    """The key that `secret` is; raises `ApiKeyNotValid`, `ApiKeyRevoked` or `ApiKeyExpired`.

    Found by its hash, so that how long it takes tells nothing of any key. Takes the database and no session: that it was
    used is written down whatever comes of the call, and at most once a minute.
    """
    now = utc_now()
    with database.read() as session:
        key = find_api_key(session, token_hash(secret))
    if key is None:
        raise ApiKeyNotValid("There is no such API key. Check that it was copied whole.")
    key.check_good(now)
    if key.is_to_be_noted(now):
        with database.begin() as session:
            note_use(session, key.workspace_id, key.id, at=now)
    return key
