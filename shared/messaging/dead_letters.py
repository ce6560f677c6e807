"""Dead letters: events and tasks that failed for good, and messages that never reached an inbox.

Listed, shown, replayed or discarded; never dropped silently.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from shared.clock import utc_now
from shared.database.affected import affected
from shared.database.session import fire_after_commit
from shared.errors import NotFound
from shared.messaging.dead_queue import dead_messages, discard_message, replay_message
from shared.messaging.outbox import WAKE
from shared.messaging.tables import inbox, outbox
from shared.service import Context, Service


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """`kind` is event (its handler failed), task, or message (the broker gave it up); `id` is the event's or the task's."""

    service: str
    kind: str
    id: UUID
    name: str
    attempts: int
    reason: str
    since: datetime


class DeadLetterNotFound(NotFound):
    """No dead letter has this id."""

    code = "dead_letter_not_found"


def dead_letters(context: Context) -> list[DeadLetter]:
    """All dead letters of a service, oldest first; raises `BrokerUnavailable` where there is a broker, and it is away."""
    return sorted((letter for letter, _ in _letters(context)), key=lambda letter: letter.since)


def _letters(context: Context) -> Iterator[tuple[DeadLetter, str]]:
    """Each dead letter with its content."""
    name = context.service.name
    with context.database.read() as session:
        events = session.execute(select(inbox).where(inbox.c.state == "dead")).all()
        tasks = session.execute(select(outbox).where(outbox.c.dead_at.is_not(None))).all()
    for row in events:
        yield DeadLetter(name, "event", row.event_id, row.name, row.attempts, row.last_error, row.received_at), row.body
    for row in tasks:
        yield DeadLetter(name, "task", row.id, row.name, row.attempts, row.last_error, row.dead_at), row.body
    if context.settings.broker_url:
        for one in dead_messages(context.settings.broker_url, context.service):
            yield DeadLetter(name, "message", one.id, one.name, one.deaths, one.reason, one.since), one.body


def show(context: Context, letter_id: UUID) -> dict[str, Any]:
    """A dead letter with its content; raises `DeadLetterNotFound`."""
    for letter, body in _letters(context):
        if letter.id == letter_id:
            return asdict(letter) | {"content": _content(body)}
    raise _not_found(context, letter_id)


def _content(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body


def replay(context: Context, letter_id: UUID) -> None:
    """Has a dead letter tried again from the start; raises `DeadLetterNotFound`."""
    now = utc_now()
    with context.database.begin() as session:
        event = update(inbox).where(inbox.c.event_id == letter_id, inbox.c.state == "dead")
        task = update(outbox).where(outbox.c.id == letter_id, outbox.c.dead_at.is_not(None))
        again = {"attempts": 0, "due_at": now}
        revived = affected(session, event.values(state="waiting", **again))
        revived += affected(session, task.values(dead_at=None, sent_at=None, done_at=None, **again))
        fire_after_commit(session, WAKE)
    if not revived and not _at_the_broker(context, replay_message, letter_id):
        raise _not_found(context, letter_id)


def discard(context: Context, letter_id: UUID) -> None:
    """Gives a dead letter up for good, and keeps that it was received; raises `DeadLetterNotFound`."""
    with context.database.begin() as session:
        event = update(inbox).where(inbox.c.event_id == letter_id, inbox.c.state == "dead")
        task = delete(outbox).where(outbox.c.id == letter_id, outbox.c.dead_at.is_not(None))
        gone = affected(session, event.values(state="done", body=None)) + affected(session, task)
    if not gone and not _at_the_broker(context, discard_message, letter_id):
        raise _not_found(context, letter_id)


def _at_the_broker(context: Context, act: Callable[[str, Service, UUID], bool], letter_id: UUID) -> bool:
    """Whether there was such a message for `act`; in the embedded run, without a broker, there is none."""
    url = context.settings.broker_url
    return url is not None and act(url, context.service, letter_id)


def _not_found(context: Context, letter_id: UUID) -> DeadLetterNotFound:
    return DeadLetterNotFound(f"{context.service.name} has no dead letter {letter_id}.")
