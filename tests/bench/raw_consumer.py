"""Consumes a number of messages as fast as the library can, acknowledging in batches; the yardstick, in a process of its own.

With a database it also writes a row for each message, in one transaction per batch, and acknowledges after the commit.
"""

import sys
from typing import Any

import psycopg

from shared.clock import utc_now
from shared.ids import new_id
from shared.messaging import rabbit

BATCH = 100
PREFETCH = 2 * BATCH


class Reader:
    """Takes messages in, and makes them safe a batch at a time."""

    def __init__(self, url: str, database: str | None) -> None:
        self._connection = rabbit.connect(url)
        self._channel = self._connection.channel()
        self._writer = psycopg.connect(database) if database else None
        self._batch: list[Any] = []

    def open(self) -> None:
        bound = rabbit.kombu.Queue(
            "porchlight.bench", rabbit.EXCHANGE, "bench.raw.raw", queue_arguments={"x-queue-type": "quorum"}
        )(self._channel)
        bound.declare()
        self._channel.queue_purge(bound.name)
        self._channel.basic_qos(0, PREFETCH, False)
        self._channel.basic_consume(bound.name, callback=self._batch.append)

    def read(self, wanted: int) -> None:
        got = 0
        while got < wanted:
            self._connection.drain_events(timeout=10)
            if len(self._batch) == BATCH or got + len(self._batch) == wanted:
                got += len(self._batch)
                self._keep()

    def _keep(self) -> None:
        if self._writer is not None:
            for number in range(len(self._batch)):
                row = new_id(), new_id(), number, utc_now()
                self._writer.execute("INSERT INTO catches (id, ball_id, number, at) VALUES (%s, %s, %s, %s)", row)
            self._writer.commit()
        self._channel.basic_ack(self._batch[-1].delivery_tag, multiple=True)
        self._batch.clear()


if __name__ == "__main__":
    reader = Reader(sys.argv[1], sys.argv[3] if len(sys.argv) > 3 else None)
    reader.open()
    print("ready", flush=True)
    for count in (1, int(sys.argv[2])):
        reader.read(count)
        print("done", flush=True)
