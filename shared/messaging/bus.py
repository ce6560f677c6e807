"""What carries outbox rows away: one interface, two implementations (`rabbit`, `local`)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from shared.events.base import Envelope
from shared.messaging.outbox import TaskCall


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An event as it stands in the outbox: `body` is its CloudEvent in JSON, sent as it is."""

    id: UUID
    name: str
    routing_key: str
    body: str

    def envelope(self) -> Envelope:
        return Envelope.from_cloudevent(json.loads(self.body))


class Bus(Protocol):
    """Carries events to every subscriber and tasks to a worker. Raises when it cannot tell whether they arrived."""

    def send_events(self, events: Sequence[Outgoing]) -> set[UUID]:
        """Hands over `events` in order; returns the ids of those that arrived for good."""
        ...

    def send_task(self, call: TaskCall) -> bool:
        """Hands over `call`; whether it is now somebody else's to remember. Otherwise its row is kept until it is done."""
        ...

    def keep_alive(self) -> None:
        """Called about every second while there is nothing to send."""
        ...

    def close(self) -> None:
        """Lets go of connections and threads."""
        ...
