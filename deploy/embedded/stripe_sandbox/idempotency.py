"""Idempotency keys: the same request asked twice is done once and answered twice with the same words."""

import hashlib
import json
from dataclasses import dataclass

from .errors import ApiError, Json
from .form import Tree
from .store import Scope, document, now

_KEPT_FOR = 24 * 60 * 60
_MAX_KEY = 255


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the caller; `original` is the request that was really carried out."""

    status: int
    body: Json
    original: str | None = None
    replayed: bool = False


def fingerprint(form: Tree) -> str:
    """Equal for equal parameters, in whatever order they came."""
    return hashlib.sha256(json.dumps(form, sort_keys=True).encode()).hexdigest()


def remembered(scope: Scope, *, endpoint: str, form: Tree) -> Answer | None:
    """The answer the scope's key was given before, if any; raises where the key was used for something else."""
    key = scope.idempotency_key or ""
    if len(key) > _MAX_KEY:
        raise ApiError("Idempotency keys must be 255 characters or shorter.", kind="idempotency_error")
    sql = (
        "SELECT endpoint, fingerprint, status, body, request_id FROM answers"
        " WHERE account = ? AND key = ? AND created > ?"
    )
    row = scope.db.execute(sql, (scope.account, key, now() - _KEPT_FOR)).fetchone()
    if row is None:
        return None
    _check_same(key, (endpoint, fingerprint(form)), (row[0], row[1]))
    return Answer(row[2], document(row[3]), original=row[4], replayed=True)


def remember(scope: Scope, answer: Answer, *, endpoint: str, form: Tree) -> None:
    """Keeps the answer for the next time, and forgets those older than a day."""
    scope.db.execute("DELETE FROM answers WHERE created <= ?", (now() - _KEPT_FOR,))
    scope.db.execute(
        "INSERT INTO answers (account, key, endpoint, fingerprint, status, body, request_id, created)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            scope.account,
            scope.idempotency_key,
            endpoint,
            fingerprint(form),
            answer.status,
            json.dumps(answer.body),
            scope.request_id,
            now(),
        ),
    )


def _check_same(key: str, asked: tuple[str, str], before: tuple[str, str]) -> None:
    if asked[0] != before[0]:
        message = (
            "Keys for idempotent requests can only be used for the same endpoint they were first used for "
            f"('{before[0]}' vs '{asked[0]}'). Try using a key other than '{key}'."
        )
        raise ApiError(message, kind="idempotency_error")
    if asked[1] != before[1]:
        message = (
            "Keys for idempotent requests can only be used with the same parameters they were first used with. "
            f"Try using a key other than '{key}' if you meant to execute a different request."
        )
        raise ApiError(message, kind="idempotency_error")
