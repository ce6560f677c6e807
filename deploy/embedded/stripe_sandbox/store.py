"""The one SQLite file: every Stripe object as a JSON document, and what is still to be done about it.

Each request is one transaction: the objects it made, the events about them, their deliveries and the answer an
idempotency key has to repeat are written together, and on the disk before the answer leaves.
"""

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.clock import utc_now

from .errors import Json, no_such

PLATFORM = ""
OWN = "acct_own"
"""How the accounts begin that keys belong to: each is an account of its own, and no platform's."""

_VERSION = 1
_BUSY_SECONDS = 30.0
_SCHEMA = """
CREATE TABLE objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    created INTEGER NOT NULL,
    body TEXT NOT NULL,
    private TEXT NOT NULL
);
CREATE INDEX objects_listed ON objects (account, kind, seq);
CREATE INDEX objects_by_payment ON objects (kind, json_extract(body, '$.payment_intent'));
CREATE TABLE due (
    object_id TEXT NOT NULL,
    work TEXT NOT NULL,
    due_at REAL NOT NULL,
    PRIMARY KEY (object_id, work)
);
CREATE INDEX due_next ON due (due_at);
CREATE TABLE deliveries (
    event_id TEXT PRIMARY KEY,
    attempts INTEGER NOT NULL DEFAULT 0,
    rung INTEGER NOT NULL DEFAULT 0,
    next_at REAL NOT NULL,
    outcome TEXT,
    delivered INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX deliveries_next ON deliveries (delivered, next_at);
CREATE TABLE answers (
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    request_id TEXT NOT NULL,
    created INTEGER NOT NULL,
    PRIMARY KEY (account, key)
);
"""


class Store:
    """The open file; one connection, one transaction at a time."""

    def __init__(self, database: Path) -> None:
        self._lock = threading.Lock()
        self._db = _connect(database)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commits on leaving and undoes everything on an exception; once it has been left, the disk has it."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Waits for a transaction that is under way."""
        with self._lock:
            self._db.close()


@dataclass(frozen=True, slots=True)
class Scope:
    """One transaction on behalf of one account, and the API request that it answers, if any."""

    db: sqlite3.Connection
    account: str
    request_id: str | None = None
    idempotency_key: str | None = None


def now() -> int:
    """The current second, as Stripe dates things."""
    return int(utc_now().timestamp())


def token(prefix: str, size: int = 12) -> str:
    """A new identifier in Stripe's form: what it names, then `size` random bytes."""
    return f"{prefix}_{secrets.token_hex(size)}"


def insert(scope: Scope, body: Json, *, private: Json | None = None) -> None:
    """Keeps a new object; `private` is what belongs to it but is not part of its JSON."""
    scope.db.execute(
        "INSERT INTO objects (id, kind, account, created, body, private) VALUES (?, ?, ?, ?, ?, ?)",
        (
            body["id"],
            body["object"],
            scope.account,
            body["created"],
            json.dumps(body),
            json.dumps(private or {}),
        ),
    )


def update(scope: Scope, body: Json) -> None:
    """Keeps the object's new state."""
    scope.db.execute("UPDATE objects SET body = ? WHERE id = ?", (json.dumps(body), body["id"]))


def delete(scope: Scope, object_id: str) -> None:
    """The object is no more."""
    scope.db.execute("DELETE FROM objects WHERE id = ?", (object_id,))


def find(scope: Scope, kind: str, object_id: str) -> Json | None:
    """The object of this kind on the scope's account."""
    sql = "SELECT body FROM objects WHERE id = ? AND kind = ? AND account = ?"
    row = scope.db.execute(sql, (object_id, kind, scope.account)).fetchone()
    return None if row is None else document(row[0])


def get(scope: Scope, kind: str, object_id: str, *, param: str = "id") -> Json:
    """The object of this kind on the scope's account; raises Stripe's 404 where there is none."""
    body = find(scope, kind, object_id)
    if body is None:
        raise no_such(kind, object_id, param=param)
    return body


def objects_of(scope: Scope, kind: str, payment_intent: str) -> list[Json]:
    """What belongs to a payment of the scope's account, oldest first."""
    sql = (
        "SELECT body FROM objects WHERE kind = ? AND json_extract(body, '$.payment_intent') = ? AND account = ?"
        " ORDER BY seq"
    )
    return [document(body) for (body,) in scope.db.execute(sql, (kind, payment_intent, scope.account))]


def newest(db: sqlite3.Connection, kind: str, limit: int) -> list[tuple[str, Json]]:
    """Account and body of the latest objects of a kind, of all accounts, the newest first."""
    sql = "SELECT account, body FROM objects WHERE kind = ? ORDER BY seq DESC LIMIT ?"
    return [(account, document(body)) for account, body in db.execute(sql, (kind, limit))]


def private_part(scope: Scope, object_id: str) -> Json:
    """What was kept beside the object when it was made."""
    row = scope.db.execute("SELECT private FROM objects WHERE id = ?", (object_id,)).fetchone()
    return document(row[0])


def owner(db: sqlite3.Connection, object_id: str) -> str | None:
    """The account that an object is on, for those who come with nothing but its id."""
    row = db.execute("SELECT account FROM objects WHERE id = ?", (object_id,)).fetchone()
    return None if row is None else str(row[0])


def schedule(scope: Scope, object_id: str, work: str, due_at: float) -> None:
    """Has `work` done to the object once the time has come, whatever happens to the process."""
    scope.db.execute("INSERT INTO due (object_id, work, due_at) VALUES (?, ?, ?)", (object_id, work, due_at))


def unschedule(scope: Scope, object_id: str) -> None:
    """Nothing is to be done to the object any more."""
    scope.db.execute("DELETE FROM due WHERE object_id = ?", (object_id,))


def document(text: str) -> Json:
    """A stored JSON object."""
    body: Json = json.loads(text)
    return body


def _connect(database: Path) -> sqlite3.Connection:
    database.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(database, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version == 0:
        db.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}PRAGMA user_version = {_VERSION};COMMIT;")
    elif version != _VERSION:
        db.close()
        raise ValueError(f"{database} was written by another version of the sandbox; move it away to start afresh.")
    return db
