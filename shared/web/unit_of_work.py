"""One request, one transaction: committed after the answer is made and before it leaves; idempotent by `Idempotency-Key`.

A POST that carries the header is answered once: its answer is stored in the transaction of what it did, and given again,
byte for byte, to whoever repeats it. The same key with another body is refused.
"""

import hashlib
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import select, update
from starlette.concurrency import run_in_threadpool

from shared.clock import utc_now
from shared.database.session import Session
from shared.database.upsert import insert_into
from shared.errors import Conflict, Invalid
from shared.messaging.tables import idempotency
from shared.web.caller import current_caller

MAX_KEY = 200


class IdempotencyKeyReused(Conflict):
    """The key belongs to another request."""

    code = "idempotency_key_reused"


class _Replay(Exception):
    def __init__(self, status: int, body: str) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


@dataclass(slots=True)
class _Claim:
    session: Session
    scope: str
    key: str


def read_session(request: Request) -> Iterator[Session]:
    """A session for a request that changes nothing."""
    with request.app.state.context.database.read() as session:
        yield session


def write_session(request: Request) -> Iterator[Session]:
    """The unit of work of a request that changes something."""
    with request.app.state.context.database.begin() as session:
        key = request.headers.get("idempotency-key")
        if key and request.method == "POST":
            _claim(session, request, key)
        yield session


Reading = Annotated[Session, Depends(read_session, scope="function")]
Writing = Annotated[Session, Depends(write_session, scope="function")]


def _claim(session: Session, request: Request, key: str) -> None:
    if len(key) > MAX_KEY:
        raise Invalid(f"Idempotency-Key is longer than {MAX_KEY} characters.", field="Idempotency-Key")
    # Without a verified caller there is no claim: the scope below is what keeps one caller's answers from another's.
    scope = hashlib.sha256(f"{_identity(request)}|{request.url.path}".encode()).hexdigest()
    fingerprint = getattr(request.state, "fingerprint", "")
    row = {"scope": scope, "key": key, "fingerprint": fingerprint, "created_at": utc_now()}
    insert = insert_into(session, idempotency).values(row)
    # A second request with the same key waits here until the first has committed or failed.
    if session.execute(insert.on_conflict_do_nothing().returning(idempotency.c.key)).first():
        request.state.claim = _Claim(session, scope, key)
        return
    mine = (idempotency.c.scope == scope) & (idempotency.c.key == key)
    stored = session.execute(select(idempotency).where(mine)).one()
    if stored.fingerprint != fingerprint:
        raise IdempotencyKeyReused(
            "This Idempotency-Key was used for another request. Take a new one.", field="Idempotency-Key"
        )
    raise _Replay(stored.status, stored.body)


def _identity(request: Request) -> str:
    # The gateway has sessions and API keys where services have internal tokens.
    identify: Callable[[Request], Any] = getattr(request.app.state, "identify", current_caller)
    caller = identify(request)
    return f"{caller.workspace_id}|{caller.kind}|{caller.actor_id}|{caller.scope}"


class UnitOfWorkRoute(APIRoute):
    """The route class of every router that changes something."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        original = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if request.method == "POST" and "idempotency-key" in request.headers:
                request.state.fingerprint = _fingerprint(request, await request.body())
            try:
                response: Response = await original(request)
            except _Replay as replay:
                return Response(replay.body, replay.status, {"Idempotent-Replayed": "true"}, "application/json")
            claim: _Claim | None = getattr(request.state, "claim", None)
            if claim is not None:
                await run_in_threadpool(_store, claim, response)
            return response

        return handle


def _fingerprint(request: Request, body: bytes) -> str:
    # Whoever repeats a form with a file draws a new line between its parts.
    _, _, boundary = request.headers.get("content-type", "").partition("boundary=")
    line = b"--" + boundary.strip('"').encode()
    return hashlib.sha256(body.replace(line, b"") if boundary else body).hexdigest()


def _store(claim: _Claim, response: Response) -> None:
    mine = (idempotency.c.scope == claim.scope) & (idempotency.c.key == claim.key)
    answer = {"status": response.status_code, "body": bytes(response.body).decode()}
    claim.session.execute(update(idempotency).where(mine).values(answer))
