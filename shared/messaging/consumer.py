"""The consumer: brings a service's messages from RabbitMQ to its inbox, and acknowledges what is safe there."""

import json
import threading
import time
from collections.abc import Sequence
from typing import Any

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.events.base import Envelope
from shared.messaging.inbox import receive
from shared.messaging.rabbit import collapse, connect, drain, queue
from shared.service import Context

log = structlog.get_logger()

BATCH = 200
PREFETCH = 2 * BATCH
"""While one batch is applied, the next one is on its way."""


def consume(context: Context, url: str, stop: threading.Event) -> None:
    """Applies the service's messages until `stop` is set; survives the loss of broker and database."""
    while not stop.is_set():
        try:
            _consume_until_broken(context, url, stop)
        except Exception as error:  # noqa: BLE001 - unacknowledged messages come again: say so, and connect anew
            log.warning("consumer_interrupted", service=context.service.name, reason=f"{type(error).__name__}: {error}")
            stop.wait(1)


def _consume_until_broken(context: Context, url: str, stop: threading.Event) -> None:
    connection = connect(url)
    try:
        channel = connection.channel()
        bound = queue(context.service)(channel)
        bound.declare()
        channel.basic_qos(0, PREFETCH, False)
        waiting: list[Any] = []
        channel.basic_consume(bound.name, callback=waiting.append)
        checked = time.monotonic()
        while not stop.is_set():
            drain(connection, 1.0)
            # What is there already goes along; a lone message does not wait for company.
            while len(waiting) < BATCH and drain(connection, 0):
                pass
            if waiting:
                batch = waiting[:]
                waiting.clear()
                _apply(context, channel, batch)
            if time.monotonic() - checked > 1:
                connection.heartbeat_check()
                checked = time.monotonic()
    finally:
        collapse(connection)


def _apply(context: Context, channel: Any, batch: Sequence[Any]) -> None:
    fresh: list[Envelope] = []
    seen_before: list[Envelope] = []
    last = None
    for message in batch:
        envelope = _read(context, message)
        if envelope is None:
            channel.basic_reject(message.delivery_tag, requeue=False)
            continue
        (seen_before if message.delivery_info["redelivered"] else fresh).append(envelope)
        last = message
    for envelopes, redelivered in ((seen_before, True), (fresh, False)):
        if envelopes:
            _receive_patiently(context, channel.connection, envelopes, redelivered=redelivered)
    if last is not None:
        channel.basic_ack(last.delivery_tag, multiple=True)


def _receive_patiently(context: Context, connection: Any, envelopes: Sequence[Envelope], *, redelivered: bool) -> None:
    """Waits for a database that is away with the messages in hand: given back, each return would count against them."""
    while True:
        try:
            receive(context, envelopes, redelivered=redelivered)
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            log.warning("database_away", service=context.service.name, reason=type(error).__name__)
            time.sleep(1)
            connection.heartbeat_tick()
        else:
            return


def _read(context: Context, message: Any) -> Envelope | None:
    try:
        return Envelope.from_cloudevent(json.loads(message.body))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        log.error(  # noqa: TRY400 - the reason says it all, a traceback into the parser nothing
            "message_unreadable", service=context.service.name, reason=f"{type(error).__name__}: {error}"
        )
        return None
