"""A fixed-window rate limit kept in the database, so that it holds across replicas and restarts."""

import hashlib
import time

from shared.database.session import Database
from shared.database.upsert import insert_into
from shared.errors import TooMany
from shared.messaging.tables import rate_limits

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
        raise TooMany(f"Too many tries. Wait {_in_words(wait)} and try again.", retry_after=wait)


def _in_words(seconds: int) -> str:
    """A time to wait as people tell it, never less than it is."""
    count, unit = (seconds, "second") if seconds <= _MINUTE else (-(-seconds // _MINUTE), "minute")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
