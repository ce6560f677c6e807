"""How we read from RabbitMQ: what is there, at once, and no longer than it comes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import kombu
import pytest

from shared.messaging import rabbit
from tests.support import buses

pytestmark = pytest.mark.shows("EVT-3")


@pytest.fixture(autouse=True)
def _broker() -> None:
    if not buses.broker_answers():
        pytest.skip("no RabbitMQ server answers on 127.0.0.1:5672")


@pytest.fixture
def connection() -> Iterator[kombu.Connection]:
    opened = rabbit.connect(buses.BROKER)
    yield opened
    rabbit.collapse(opened)


def test_a_broker_that_only_shows_that_it_lives_holds_up_nobody() -> None:
    with kombu.Connection(buses.BROKER, heartbeat=2) as connection, ThreadPoolExecutor() as threads:
        connection.connect()

        reading = threads.submit(rabbit.drain, connection, 60)

        assert reading.result(90)


def test_messages_of_any_size_arrive_whole_and_in_order(connection: kombu.Connection) -> None:
    bodies = ["x", "y" * 70_000, "z" * 300_000, "last"]
    channel = connection.channel()
    queue = kombu.Queue("", exclusive=True)(channel)
    queue.declare()
    got: list[Any] = []
    channel.basic_consume(queue.name, no_ack=True, callback=lambda message: got.append(message.body))
    publisher = rabbit.Publisher(buses.BROKER, exchange="")

    publisher.publish([(str(number), queue.name, body.encode()) for number, body in enumerate(bodies)])
    while len(got) < len(bodies) and rabbit.drain(connection, 60):
        pass

    publisher.close()
    assert got == bodies
