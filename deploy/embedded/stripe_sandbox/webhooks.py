"""Webhooks: each event is posted, signed, to the one endpoint until it answers 2xx."""

import hashlib
import hmac
import json
from dataclasses import dataclass

import httpx
import structlog

from shared.clock import utc_now

from .errors import Json
from .store import PLATFORM, Store, document, now, owner

# The last rung is climbed again and again: an endpoint that comes back after a week still hears of everything.
LADDER = (1, 2, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400)

_TIMEOUT = 10.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where events go, and the secret they are signed with."""

    url: str
    secret: str


def client() -> httpx.Client:
    """What posts the events: a redirect is a refusal, and the machine's proxy settings are not for loopback."""
    return httpx.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False)


def signature(payload: bytes, *, secret: str, timestamp: int) -> str:
    """The `Stripe-Signature` header for a payload sent at this second."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def retry_all_now(store: Store) -> None:
    """Makes everything undelivered due and its ladder short again, for a start after the endpoint was away."""
    with store.transaction() as db:
        db.execute("UPDATE deliveries SET rung = 0, next_at = ? WHERE NOT delivered", (utc_now().timestamp(),))


def deliver_due(store: Store, http: httpx.Client, endpoint: Endpoint) -> float | None:
    """Posts what is due, the oldest first; returns when the next delivery is due. No transaction is open meanwhile."""
    while (event := _next(store)) is not None:
        _record(store, event["id"], _post_all(store, http, endpoint, event))
    with store.transaction() as db:
        (next_at,) = db.execute("SELECT min(next_at) FROM deliveries WHERE NOT delivered").fetchone()
    return None if next_at is None else float(next_at)


def _next(store: Store) -> Json | None:
    sql = (
        "SELECT body FROM deliveries JOIN objects ON id = event_id"
        " WHERE NOT delivered AND next_at <= ? ORDER BY seq LIMIT 1"
    )
    with store.transaction() as db:
        row = db.execute(sql, (utc_now().timestamp(),)).fetchone()
    return None if row is None else document(row[0])


def _post_all(store: Store, http: httpx.Client, endpoint: Endpoint, event: Json) -> str | None:
    """As below, of every endpoint that hears of it: the platform's, or those that the key's own account has made."""
    with store.transaction() as db:
        account = owner(db, event["id"])
    if "account" in event or account == PLATFORM:
        return _post(http, endpoint, event)
    refusals = [_post(http, own, event) for own in _own_endpoints(store, account, event["type"])]
    return next((refusal for refusal in refusals if refusal is not None), None)


def _own_endpoints(store: Store, account: str | None, kind: str) -> list[Endpoint]:
    sql = "SELECT body, private FROM objects WHERE kind = 'webhook_endpoint' AND account = ?"
    with store.transaction() as db:
        rows = db.execute(sql, (account,)).fetchall()
    found = [(document(body), document(private)) for body, private in rows]
    return [
        Endpoint(body["url"], private["secret"]) for body, private in found if {"*", kind} & set(body["enabled_events"])
    ]


def _post(http: httpx.Client, endpoint: Endpoint, event: Json) -> str | None:
    """Why the endpoint did not take the event, or None when it did."""
    payload = json.dumps(event, indent=2, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Stripe-Signature": signature(payload, secret=endpoint.secret, timestamp=now()),
        "User-Agent": "Stripe/1.0 (Porchlight sandbox)",
    }
    try:
        answer = http.post(endpoint.url, content=payload, headers=headers)
    except httpx.HTTPError as error:
        return type(error).__name__
    return None if answer.is_success else f"HTTP {answer.status_code}"


def _record(store: Store, event_id: str, refusal: str | None) -> None:
    if refusal is None:
        with store.transaction() as db:
            db.execute(
                "UPDATE deliveries SET delivered = 1, attempts = attempts + 1, outcome = NULL WHERE event_id = ?",
                (event_id,),
            )
            db.execute("UPDATE objects SET body = json_set(body, '$.pending_webhooks', 0) WHERE id = ?", (event_id,))
        return
    with store.transaction() as db:
        (rung,) = db.execute("SELECT rung FROM deliveries WHERE event_id = ?", (event_id,)).fetchone()
        delay = LADDER[min(rung, len(LADDER) - 1)]
        db.execute(
            "UPDATE deliveries SET attempts = attempts + 1, rung = rung + 1, next_at = ?, outcome = ?"
            " WHERE event_id = ?",
            (utc_now().timestamp() + delay, refusal, event_id),
        )
    log.info("sandbox_webhook_refused", event_id=event_id, refusal=refusal, retry_in_seconds=delay)
