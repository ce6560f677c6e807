"""A fixed-window rate limit kept in the database, so that it holds across replicas and restarts."""

import hashlib
import time

from shared.database.session import Database
from shared.database.upsert import insert_into
from shared.errors import TooMany
from shared.messaging.tables import rate_limits
from shared.words import say_many

_MINUTE = 60


def check_rate(database: Database, bucket: str, *, limit: int, seconds: int) -> None:
    """Counts one more use of `bucket`; raises `TooMany` past `limit` uses in a window of `seconds`.

    The bucket is stored hashed: it may be made of an address. Counted in a transaction of its own, so that what is
    refused afterwards still counts.
    """
    now = int(time.time())
    window = now - now % seconds
    name = hashlib.sha256(bucket.encode()).hexdigest()
    with database.begin() as session:
        statement = insert_into(session, rate_limits).values(bucket=name, window_start=window, count=1)
        statement = statement.on_conflict_do_update(
            index_elements=[rate_limits.c.bucket, rate_limits.c.window_start], set_={"count": rate_limits.c.count + 1}
        )
        used = session.execute(statement.returning(rate_limits.c.count)).scalar_one()
    if used > limit:
        wait = window + seconds - now
        raise TooMany(_in_words(wait), retry_after=wait)


def _in_words(seconds: int) -> str:
    """How long to wait as people tell it, never less than it is."""
    if seconds <= _MINUTE:
        return say_many(
            "Too many tries. Wait {number} second and try again.",
            "Too many tries. Wait {number} seconds and try again.",
            seconds,
        )
    return say_many(
        "Too many tries. Wait {number} minute and try again.",
        "Too many tries. Wait {number} minutes and try again.",
        -(-seconds // _MINUTE),
    )
