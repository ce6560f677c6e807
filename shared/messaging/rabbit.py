"""The RabbitMQ bus: batches with pipelined publisher confirms; quorum queues; every connection watched and replaced.

Source: RabbitMQ's documentation of consumer acknowledgements and publisher confirms. What is confirmed is on a majority
of the queue's members; what no queue takes is returned before its confirm (mandatory flag).
"""

import select
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import amqp
import kombu
import structlog

from shared.errors import Unavailable
from shared.events.base import routing_key, same_records
from shared.messaging.bus import Outgoing
from shared.messaging.outbox import TaskCall
from shared.service import Service

log = structlog.get_logger()

UNFOLLOWED = kombu.Exchange("porchlight.unfollowed", type="fanout", durable=True)
EXCHANGE = kombu.Exchange(
    "porchlight.events", type="topic", durable=True, arguments={"alternate-exchange": UNFOLLOWED.name}
)
"""What no service follows goes to a short queue for the curious: without one the broker would hand it back for ever."""
DEAD = kombu.Exchange("porchlight.dead", type="direct", durable=True)
HEARTBEAT = 10
CONFIRM_TIMEOUT = 15.0
# A half-open connection would hang a reader for ever, heartbeats or not: socket time-outs bring it back.
_SILENCE = 5
_TRANSPORT = {"read_timeout": _SILENCE, "write_timeout": _SILENCE, "connect_timeout": 5}


QueueMissing = amqp.NotFound


class BrokerUnavailable(Unavailable):
    """RabbitMQ cannot be reached, or refuses what it is asked."""

    code = "broker_unavailable"


class _Arrived:
    """What has come on a socket, taken in at once: the library asks for it in nine pieces a message."""

    def __init__(self, sock: socket.socket) -> None:
        self._recv = sock.recv
        self._held, self._given = b"", 0

    def __call__(self, size: int) -> bytes:
        """The next bytes, `size` at most; waits only when there are none, and raises as the socket does."""
        if not self.holds_more():
            self._held, self._given = self._recv(65_536), 0
        piece = self._held[self._given : self._given + size]
        self._given += len(piece)
        return piece

    def holds_more(self) -> bool:
        return self._given < len(self._held)


def connect(url: str) -> kombu.Connection:
    """A connection that gives up on a silent peer; raises when the broker cannot be reached."""
    connection = kombu.Connection(url, heartbeat=HEARTBEAT, transport_options=_TRANSPORT, connect_timeout=5)
    connection.connect()
    transport = connection.connection.transport
    if isinstance(transport, amqp.transport.TCPTransport):  # TLS keeps a store of its own
        transport.sock.settimeout(_SILENCE)  # for good: it would be set and set back for every piece
        transport._quick_recv = _Arrived(transport.sock)  # noqa: SLF001 - the one place that all its reading passes
    return connection


@contextmanager
def opened(url: str) -> Iterator[kombu.Connection]:
    """A connection for as long as the block runs; raises `BrokerUnavailable`, which names the variable to look at."""
    try:
        with connect(url) as connection:
            yield connection
    except (OSError, amqp.AMQPError) as error:
        message = f"BROKER_URL: RabbitMQ cannot be used ({type(error).__name__}: {error})."
        raise BrokerUnavailable(message) from error


def queue(service: Service) -> kombu.Queue:
    """The queue of a service: a copy of every event it follows, for as long as the service is away."""
    events = {other for event in service.handlers for other in same_records(event)}
    keys = sorted(routing_key("*", event.service, event.__name__) for event in events)
    arguments = {
        "x-queue-type": "quorum",
        "x-delivery-limit": 50,
        "x-dead-letter-exchange": DEAD.name,
        "x-dead-letter-routing-key": service.name,
    }
    bindings = [kombu.binding(EXCHANGE, routing_key=key) for key in keys]
    return kombu.Queue(f"porchlight.{service.name}", bindings=bindings, durable=True, queue_arguments=arguments)


def dead_queue(service: Service) -> kombu.Queue:
    """The queue of what the broker gave up on: messages that could not be read, or came back too often."""
    # Each look at a message counts as a delivery, and RabbitMQ 4 drops what was delivered twenty times unless it is told.
    arguments = {"x-queue-type": "quorum", "x-delivery-limit": 1_000_000}
    return kombu.Queue(f"porchlight.{service.name}.dead", DEAD, service.name, durable=True, queue_arguments=arguments)


def declare(url: str, service: Service) -> None:
    """Makes the exchanges and the service's queues; part of migrating, so that no event precedes its subscribers.

    Raises `BrokerUnavailable`.
    """
    with opened(url) as connection:
        channel = connection.default_channel
        UNFOLLOWED(channel).declare()
        EXCHANGE(channel).declare()
        short = {"x-queue-type": "quorum", "x-max-length": 10_000, "x-message-ttl": 3_600_000}
        kombu.Queue(UNFOLLOWED.name, UNFOLLOWED, durable=True, queue_arguments=short)(channel).declare()
        DEAD(channel).declare()
        dead_queue(service)(channel).declare()
        queue(service)(channel).declare()


class Publisher:
    """Publishes batches and waits for the broker's confirms. After any error the connection is dropped, never reused."""

    def __init__(self, url: str, *, exchange: str = EXCHANGE.name) -> None:
        self._url = url
        self._exchange = exchange
        self._connection: kombu.Connection | None = None
        self._channel: Any = None
        self._unconfirmed: set[int] = set()
        self._returned: set[str] = set()
        self._refused = False
        self._tag = 0

    def publish(self, messages: Sequence[tuple[str, str, bytes]]) -> set[str]:
        """Publishes (id, routing key, body) in order; returns the ids no queue took. Raises unless all are confirmed."""
        try:
            self._open()
            for message_id, routing_key, body in messages:
                self._send(message_id, routing_key, body)
            self._await_confirms()
        except BaseException:
            self.close()
            raise
        returned, self._returned = self._returned, set()
        return returned

    def keep_alive(self) -> None:
        """Sends and takes in heartbeats; a connection that is dead is dropped, and opened anew when it is needed."""
        if self._connection is None:
            return
        try:
            while drain(self._connection, 0):
                pass
            self._connection.heartbeat_check()
        except Exception as error:  # noqa: BLE001 - there is nothing on its way that could be lost
            log.info("idle_connection_lost", reason=type(error).__name__)
            self.close()

    def _open(self) -> None:
        if self._connection is not None:
            self._connection.heartbeat_check()
            return
        self._connection = connect(self._url)
        self._channel = self._connection.channel()
        self._channel.confirm_select()
        self._channel.events["basic_ack"].add(self._on_ack)
        self._channel.events["basic_nack"].add(self._on_nack)
        self._channel.events["basic_return"].add(self._on_return)
        self._tag = 0
        self._unconfirmed.clear()
        self._returned.clear()
        self._refused = False

    def _send(self, message_id: str, routing_key: str, body: bytes) -> None:
        message = amqp.Message(
            body,
            delivery_mode=2,
            message_id=message_id,
            content_type="application/cloudevents+json",
            content_encoding="utf-8",
        )
        self._tag += 1
        self._unconfirmed.add(self._tag)
        self._channel.basic_publish(message, exchange=self._exchange, routing_key=routing_key, mandatory=True)

    def _await_confirms(self) -> None:
        deadline = time.monotonic() + CONFIRM_TIMEOUT
        while self._unconfirmed:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                message = "The broker did not confirm in time."
                raise TimeoutError(message)
            self._connection.drain_events(timeout=remaining)  # type: ignore[union-attr]
        if self._refused:
            message = "The broker refused a message."
            raise ConnectionError(message)

    def _on_ack(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - amqp's call
        if multiple:
            self._unconfirmed = {waiting for waiting in self._unconfirmed if waiting > tag}
        else:
            self._unconfirmed.discard(tag)

    def _on_nack(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - amqp's call
        self._refused = True
        self._on_ack(tag, multiple)

    def _on_return(self, _error: Any, _exchange: str, _key: str, message: Any) -> None:
        self._returned.add(message.properties["message_id"])

    def close(self) -> None:
        """Drops the connection without waiting for anything it still holds."""
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            collapse(connection)


class RabbitBus:
    """The bus of one service: events to the exchange, tasks to the service's Celery queue."""

    def __init__(self, url: str, send_task: Callable[[TaskCall], None]) -> None:
        self._publisher = Publisher(url)
        self._send_task = send_task

    def send_events(self, events: Sequence[Outgoing]) -> set[UUID]:
        returned = self._publisher.publish(
            [(str(event.id), event.routing_key, event.body.encode()) for event in events]
        )
        return {event.id for event in events if str(event.id) not in returned}

    def send_task(self, call: TaskCall) -> bool:
        self._send_task(call)
        return True

    def keep_alive(self) -> None:
        self._publisher.keep_alive()

    def close(self) -> None:
        self._publisher.close()


def drain(connection: kombu.Connection, timeout: float) -> bool:
    """Takes in one frame (a part of a message, a heartbeat) that comes within `timeout` seconds; whether there was one.

    Raises when its rest does not follow.
    """
    if not _arrives(connection, timeout):
        return False
    # One frame: `drain_events` would wait on for the end of a message, for ever if only heartbeats come.
    connection.connection.blocking_read(_SILENCE)
    return True


def _arrives(connection: kombu.Connection, timeout: float) -> bool:
    transport = connection.connection.transport
    if isinstance(transport._quick_recv, _Arrived) and transport._quick_recv.holds_more():  # noqa: SLF001 - as in `connect`
        return True
    arrived = select.poll()
    arrived.register(transport.sock, select.POLLIN)
    return bool(arrived.poll(timeout * 1000))


def collapse(connection: kombu.Connection) -> None:
    """Drops a connection at once: a polite close waits for an answer that a dead peer never gives."""
    try:
        connection.collect(socket_timeout=1)
    except Exception as error:  # noqa: BLE001 - it was to be dropped anyway
        log.debug("connection_dropped", reason=type(error).__name__)
