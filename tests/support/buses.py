"""Toy services on either bus: the same behaviour is shown on the local bus and on RabbitMQ."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import kombu

from shared.messaging import rabbit
from shared.messaging.bus import Bus
from shared.messaging.consumer import consume
from shared.messaging.local import LocalBus
from shared.messaging.relay import run_relay
from shared.messaging.retries import run_retries
from shared.service import Context, Service

BROKER = "amqp://guest:guest@127.0.0.1:5672//"


def broker_answers(url: str = BROKER) -> bool:
    """Whether a RabbitMQ server can be used for tests."""
    try:
        rabbit.connect(url).release()
    except OSError:
        return False
    return True


def remove_queues(service: Service, url: str = BROKER) -> None:
    """Forgets what earlier tests left in the service's queues."""
    with kombu.Connection(url) as connection:
        for name in (f"porchlight.{service.name}", f"porchlight.{service.name}.dead"):
            connection.default_channel.queue_delete(name)


@dataclass
class Run:
    """The threads that a sender and a receiver need; stopped at the end of the block."""

    sender: Context
    receiver: Context
    kind: str
    broker: str = BROKER
    stop: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2))

    def bus(self) -> Bus:
        if self.kind == "local":
            return LocalBus(self.sender, [self.sender, self.receiver], self.pool)
        return rabbit.RabbitBus(self.broker, lambda _call: None)

    def start(self) -> None:
        self._spawn(run_relay, self.sender, self.bus(), self.stop)
        self._spawn(run_retries, self.receiver, self.stop)
        if self.kind == "rabbit":
            self._spawn(consume, self.receiver, self.broker, self.stop)

    def _spawn(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        thread.start()
        self.threads.append(thread)

    def close(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(10)
        self.pool.shutdown()


@contextlib.contextmanager
def carrying(run: Run) -> Iterator[Run]:
    """Events are carried while the block runs."""
    run.start()
    try:
        yield run
    finally:
        run.close()


def eventually(condition: Callable[[], object], seconds: float = 90.0) -> None:
    """Waits until `condition()` is true; raises `AssertionError` when it is not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def remove_queue(name: str, url: str = BROKER) -> None:
    with kombu.Connection(url) as connection:
        connection.default_channel.queue_delete(name)
