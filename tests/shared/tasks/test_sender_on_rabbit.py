"""The way of a task from the relay to RabbitMQ."""

from collections.abc import Iterator

import kombu
import pytest

from shared.causality import begin
from shared.ids import new_id
from shared.messaging.outbox import TaskCall
from shared.tasks.celery import TaskSender, build_celery
from tests.support import buses, toys
from tests.support.proxy import Proxy, can_drop_packets

LOST = (OSError, kombu.exceptions.OperationalError)


@pytest.fixture
def way() -> Iterator[Proxy]:
    if not buses.broker_answers():
        pytest.skip("no RabbitMQ server answers on 127.0.0.1:5672")
    proxy = Proxy(("127.0.0.1", 5672))
    yield proxy
    proxy.close()


@pytest.fixture
def sender(way: Proxy) -> Iterator[TaskSender]:
    opened = TaskSender(build_celery(toys.sender, f"amqp://guest:guest@127.0.0.1:{way.port}//"))
    yield opened
    opened.close()


@pytest.fixture
def waiting() -> Iterator[kombu.Queue]:
    """The worker's queue, with nobody reading from it."""
    app = build_celery(toys.sender, buses.BROKER)
    with kombu.Connection(buses.BROKER) as connection:
        queue = app.conf.task_queues[0](connection.default_channel)
        queue.declare()
        queue.purge()
        yield queue
        queue.delete()


def call() -> TaskCall:
    return TaskCall(new_id(), "sender.juggle", {}, begin())


@pytest.mark.parametrize("silence", ["black_hole", "drop_packets"])
def test_a_task_is_sent_over_a_new_connection_after_a_silence(
    way: Proxy, sender: TaskSender, waiting: kombu.Queue, silence: str
) -> None:
    if silence == "drop_packets" and not can_drop_packets():
        pytest.skip("this kernel drops no packets for us")
    before, lost, after = call(), call(), call()

    sender.send(before)
    getattr(way, silence)()
    way.heal()
    with pytest.raises(LOST):
        sender.send(lost)
    sender.send(after)

    assert [waiting.get().headers["id"] for _ in range(2)] == [str(before.id), str(after.id)]


def test_a_task_is_sent_once_the_broker_is_back(way: Proxy, sender: TaskSender, waiting: kombu.Queue) -> None:
    lost, after = call(), call()

    way.refuse()
    with pytest.raises(LOST):
        sender.send(lost)
    way.heal()
    sender.send(after)

    assert waiting.get().headers["id"] == str(after.id)
