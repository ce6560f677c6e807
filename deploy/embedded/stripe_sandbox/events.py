"""Telling what happened: an event and its delivery, written in the transaction of the change itself."""

import copy

from shared.clock import utc_now

from .errors import Json
from .objects import API_VERSION
from .store import OWN, Scope, insert, now, token


def emit(scope: Scope, event_type: str, subject: Json, *, before: Json | None = None) -> None:
    """Records the event with the subject as it is now, and has it delivered; `before` is the subject as it was."""
    event: Json = {
        "id": token("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": now(),
        "data": {"object": copy.deepcopy(subject)},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": scope.request_id, "idempotency_key": scope.idempotency_key},
        "type": event_type,
    }
    if before is not None:
        event["data"]["previous_attributes"] = {name: value for name, value in before.items() if subject[name] != value}
    if scope.account and not scope.account.startswith(OWN):
        event["account"] = scope.account
    insert(scope, event)
    scope.db.execute("INSERT INTO deliveries (event_id, next_at) VALUES (?, ?)", (event["id"], utc_now().timestamp()))
