"""Events: outbox → RabbitMQ → inbox beside raw batched publish and consume; and how long after a commit its effect is there."""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from shared.ids import new_id
from shared.messaging import rabbit
from shared.messaging.outbox import publish
from shared.service import Context
from tests.support import services, toys

BROKER = os.environ.get("BENCH_BROKER_URL", "amqp://guest:guest@127.0.0.1:5672//")
EVENTS = 10_000
ROUNDS = 3


def run() -> None:
    """Prints both measurements."""
    with _both() as (sender, receiver):
        throughput(sender, receiver)
        latency(sender, receiver)


@contextlib.contextmanager
def _both() -> Iterator[tuple[Context, Context]]:
    urls = {name: services.postgres_database(f"porchlight_bench_{name}") for name in ("sender", "receiver")}
    with contextlib.ExitStack() as stack:
        opened = [
            stack.enter_context(services.running(service, urls[service.name], BROKER_URL=BROKER))
            for service in (toys.sender, toys.receiver)
        ]
        toys.receiver_tables.create_all(opened[1].database.engine)
        with opened[1].database.begin() as session:
            session.execute(toys.caught.delete())
        for service in (toys.sender, toys.receiver):
            rabbit.declare(BROKER, service)
        yield opened[0], opened[1]


@contextlib.contextmanager
def process(context: Context, kind: str) -> Iterator[None]:
    """One process of a toy service, while the block runs."""
    url = context.database.url.render_as_string(hide_password=False)
    name = context.service.name
    own = {f"{name.upper()}_DATABASE_URL": url, "BROKER_URL": BROKER, "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "tests.support.toy_process", name, kind]
    with subprocess.Popen(command, env=os.environ | services.SECRETS | own) as running:
        try:
            yield
        finally:
            running.terminate()
            running.wait(10)


def throughput(sender: Context, receiver: Context) -> None:
    """Events per second through everything, beside the same number of bodies of the same size without any database.

    Side by side and several times, because other work on the machine slows both: the ratio is what counts. The second
    yardstick also writes a row for each message, as plainly as psycopg can: that much is the toy's handler, not ours.
    """
    with process(sender, "relay"), process(receiver, "consumer"):
        _throw(sender, 1)
        _wait_for_count(receiver, 1)  # both are at work
        rounds = [(_ours(sender, receiver), _raw(), _raw(_plain_url(receiver))) for _ in range(ROUNDS)]
    for name, column in (("raw batched publish and consume", 1), ("the same with a row written for each", 2)):
        ratios = sorted(measured[0] / measured[column] for measured in rounds)
        rate = statistics.median(measured[column] for measured in rounds)
        print(f"  {name}: {rate:,.0f}/s; ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})")


def _ours(sender: Context, receiver: Context) -> float:
    """From the commit of all to the effect of the last one."""
    with receiver.database.begin() as session:
        session.execute(toys.caught.delete())
    _throw(sender, EVENTS)
    started = time.perf_counter()
    rate = EVENTS / (_wait_for_count(receiver, EVENTS) - started)
    print(f"events: {rate:,.0f}/s through outbox, RabbitMQ and inbox")
    return rate


def _throw(sender: Context, count: int) -> None:
    workspace = uuid4()
    with sender.database.begin() as session:
        for number in range(count):
            publish(session, toys.BallThrown(workspace_id=workspace, ball_id=new_id(), number=number))


def _plain_url(context: Context) -> str:
    return make_url(str(context.database.url)).set(drivername="postgresql").render_as_string(hide_password=False)


def _wait_for_count(context: Context, wanted: int) -> float:
    with psycopg.connect(_plain_url(context), autocommit=True) as connection:
        while True:
            row = connection.execute("SELECT count(*) FROM catches").fetchone()
            if row is not None and row[0] >= wanted:
                return time.perf_counter()
            time.sleep(0.02)


def _raw(*database: str) -> float:
    """Publisher confirms in batches of 200, consumer acks in batches of 100; with a `database` also a row for each."""
    body = json.dumps({"pad": "x" * 617}).encode()
    command = [sys.executable, "-m", "tests.bench.raw_consumer", BROKER, str(EVENTS), *database]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        publisher = rabbit.Publisher(BROKER)
        publisher.publish([("first", "bench.raw.raw", body)])
        reader.stdout.readline()
        started = time.perf_counter()
        for start in range(0, EVENTS, 200):
            publisher.publish([(str(number), "bench.raw.raw", body) for number in range(start, start + 200)])
        reader.stdout.readline()
        rate = EVENTS / (time.perf_counter() - started)
        publisher.close()
    return rate


def latency(sender: Context, receiver: Context, rounds: int = 300) -> None:
    """Milliseconds from the return of the sender's commit to the effect being visible in the receiver's database."""
    with process(sender, "relay"), process(receiver, "consumer"), _told_of_effects(receiver) as connection:
        waits = [_wait_for_effect(sender, connection) for _ in range(rounds + 20)]
    ordered = sorted(waits[20:])
    p99 = ordered[int(len(ordered) * 0.99) - 1]
    print(f"commit to effect: p50 {statistics.median(ordered):.1f} ms, p99 {p99:.1f} ms")


@contextlib.contextmanager
def _told_of_effects(receiver: Context) -> Iterator[psycopg.Connection]:
    """A connection that hears of each commit of an effect: asking again and again would keep one core from the rest."""
    with psycopg.connect(_plain_url(receiver), autocommit=True) as connection:
        trigger = "EXECUTE FUNCTION porchlight_wake('caught')"
        connection.execute(f"CREATE OR REPLACE TRIGGER told AFTER INSERT ON catches FOR EACH STATEMENT {trigger}")
        connection.execute("LISTEN porchlight")
        try:
            yield connection
        finally:
            connection.execute("DROP TRIGGER told ON catches")


def _wait_for_effect(sender: Context, connection: psycopg.Connection) -> float:
    _throw(sender, 1)
    started = time.perf_counter()
    for notification in connection.notifies(timeout=30):
        if notification.payload == "caught":
            return (time.perf_counter() - started) * 1000
    message = "The effect did not come."
    raise TimeoutError(message)


if __name__ == "__main__":
    run()
