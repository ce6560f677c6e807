"""The broker's dead letters: messages that never reached an inbox, in the service's dead-letter queue of RabbitMQ.

They are looked at without being taken: what is not acknowledged goes back to its place when the channel closes.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shared.clock import utc_now
from shared.messaging import rabbit
from shared.service import Service

_REASONS = {
    "rejected": "no inbox could read it",
    "delivery_limit": "it ended its consumers, or came back from them, too often",
}


@dataclass(frozen=True, slots=True)
class DeadMessage:
    """A message as it stands in the queue; `id` is the event's where it has one, `deaths` how often it was given up."""

    id: UUID
    name: str
    reason: str
    deaths: int
    since: datetime
    body: str


def dead_messages(url: str, service: Service) -> list[DeadMessage]:
    """All there are, oldest first; none where the queues have not been made. Raises `BrokerUnavailable`."""
    with _dead_queue(url, service) as (_, messages):
        return [_read(message) for message in messages]


def replay_message(url: str, service: Service, message_id: UUID) -> bool:
    """Puts the message into the service's queue again; whether there was one. Raises `BrokerUnavailable`."""
    with _dead_queue(url, service) as (channel, messages):
        message = _named(messages, message_id)
        if message is None:
            return False
        # Confirmed before it is taken away here: a crash between the two leaves it twice, and the inbox applies it once.
        _publish(url, message, rabbit.queue(service).name)
        channel.basic_ack(message.delivery_tag)
        return True


def _publish(url: str, message: Any, queue: str) -> None:
    publisher = rabbit.Publisher(url, exchange="")
    returned = publisher.publish([(message.properties.get("message_id", ""), queue, message.body)])
    publisher.close()
    if returned:
        raise rabbit.BrokerUnavailable(f"RabbitMQ has no queue {queue}; 'porchlight migrate' makes it.")


def discard_message(url: str, service: Service, message_id: UUID) -> bool:
    """Takes the message away for good; whether there was one. Raises `BrokerUnavailable`."""
    with _dead_queue(url, service) as (channel, messages):
        message = _named(messages, message_id)
        if message is not None:
            channel.basic_ack(message.delivery_tag)
        return message is not None


@contextmanager
def _dead_queue(url: str, service: Service) -> Iterator[tuple[Any, list[Any]]]:
    """A channel, and all messages of the queue: taken together, what is not acknowledged goes back in its order."""
    with rabbit.opened(url) as connection:
        channel = connection.channel()
        # What nobody could read may be no text at all.
        channel.auto_decode = False
        yield channel, list(_messages(channel, rabbit.dead_queue(service).name))
        if channel.is_open:
            channel.close()


def _messages(channel: Any, queue: str) -> Iterator[Any]:
    try:
        while (message := channel.basic_get(queue)) is not None:
            yield message
    except rabbit.QueueMissing:
        return


def _named(messages: Sequence[Any], message_id: UUID) -> Any:
    return next((message for message in messages if _id(message) == message_id), None)


def _read(message: Any) -> DeadMessage:
    death = ((message.properties.get("application_headers") or {}).get("x-death") or [{}])[0]
    key = (death.get("routing-keys") or [message.delivery_info["routing_key"]])[0]
    reason = death.get("reason", "nothing says why it is here")
    return DeadMessage(
        id=_id(message),
        name=key.rsplit(".", 1)[-1],
        reason=_REASONS.get(reason, reason),
        deaths=death.get("count", 1),
        since=death["time"].replace(tzinfo=UTC) if "time" in death else utc_now(),
        body=message.body.decode(errors="replace"),
    )


def _id(message: Any) -> UUID:
    """The message's own id; one made of what it says where it has none, so that it can be named, too."""
    own = str(message.properties.get("message_id", ""))
    try:
        return UUID(own)
    except ValueError:
        return UUID(bytes=hashlib.sha256(own.encode() + message.body).digest()[:16])
