"""Messages that never reached an inbox: seen, put back to work or given up one by one, and lost by none of it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.ids import new_id
from shared.messaging import dead_letters, rabbit
from shared.messaging.consumer import consume
from shared.messaging.outbox import publish
from shared.messaging.relay import relay_once
from shared.service import Context
from tests.support import buses, services, toys

pytestmark = pytest.mark.shows("OPS-3", "EVT-3")


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Context]:
    """A receiver with a broker, and nothing in its queues."""
    if not buses.broker_answers():
        pytest.skip("no RabbitMQ server answers on 127.0.0.1:5672")
    buses.remove_queues(toys.receiver)
    rabbit.declare(buses.BROKER, toys.receiver)
    url = services.sqlite_url(tmp_path, "receiver")
    with services.running(toys.receiver, url, BROKER_URL=buses.BROKER) as context:
        yield context


def send(*bodies: bytes) -> None:
    publisher = rabbit.Publisher(buses.BROKER)
    publisher.publish([(str(new_id()), "workspace.sender.BallThrown", body) for body in bodies])
    publisher.close()


def refuse_all(*, requeue: bool = False) -> None:
    """Takes each message and gives it up, or back until the broker gives it up, as consumers do that cannot live with it."""
    with rabbit.opened(buses.BROKER) as connection:
        channel = connection.channel()
        while (message := channel.basic_get("porchlight.receiver")) is not None:
            channel.basic_reject(message.delivery_tag, requeue=requeue)


def consume_until(receiver: Context, condition: Callable[[], object]) -> None:
    """Has the receiver's consumer at work until `condition()` is true."""
    stop = threading.Event()
    consumer = threading.Thread(target=consume, args=(receiver, buses.BROKER, stop))
    consumer.start()
    try:
        buses.eventually(condition)
    finally:
        stop.set()
        consumer.join(10)


def contents(receiver: Context) -> list[object]:
    return [dead_letters.show(receiver, letter.id)["content"] for letter in dead_letters.dead_letters(receiver)]


def test_what_could_not_be_read_is_listed_and_shown(receiver: Context) -> None:
    send(b"no json", b"\xff\xfe", b'{"type": "porchlight.sender.BallThrown.v1"}')

    consume_until(receiver, lambda: len(dead_letters.dead_letters(receiver)) == 3)

    letters = dead_letters.dead_letters(receiver)
    assert {(letter.service, letter.kind, letter.name) for letter in letters} == {("receiver", "message", "BallThrown")}
    assert {letter.reason for letter in letters} == {"no inbox could read it"}
    assert contents(receiver) == ["no json", "\ufffd\ufffd", {"type": "porchlight.sender.BallThrown.v1"}]


def test_looking_again_and_again_takes_nothing_away(receiver: Context) -> None:
    send(b"1", b"2", b"3")
    refuse_all()

    looks = [[letter.id for letter in dead_letters.dead_letters(receiver)] for _ in range(30)]

    assert len(looks[0]) == 3
    assert looks == [looks[0]] * 30


def test_giving_one_up_leaves_the_others(receiver: Context) -> None:
    send(b"1", b"2", b"3")
    refuse_all()
    first, second, third = (letter.id for letter in dead_letters.dead_letters(receiver))

    dead_letters.discard(receiver, second)

    assert [letter.id for letter in dead_letters.dead_letters(receiver)] == [first, third]
    with pytest.raises(dead_letters.DeadLetterNotFound):
        dead_letters.discard(receiver, second)
    with pytest.raises(dead_letters.DeadLetterNotFound):
        dead_letters.replay(receiver, second)
    with pytest.raises(dead_letters.DeadLetterNotFound):
        dead_letters.show(receiver, second)


def test_one_that_came_back_too_often_says_so_and_can_be_tried_again(receiver: Context, tmp_path: Path) -> None:
    with services.running(toys.sender, services.sqlite_url(tmp_path, "sender")) as sender:
        with sender.database.begin() as session:
            thrown = publish(session, toys.BallThrown(workspace_id=new_id(), ball_id=new_id(), number=7))
        bus = rabbit.RabbitBus(buses.BROKER, lambda _call: None)
        relay_once(sender, bus)
        bus.close()
    send(b"another")
    refuse_all(requeue=True)
    (ball,) = (letter for letter in dead_letters.dead_letters(receiver) if letter.id == thrown)

    dead_letters.replay(receiver, ball.id)
    consume_until(receiver, lambda: toys.numbers_caught(receiver) == [7])

    assert ball.reason == "it ended its consumers, or came back from them, too often"
    assert contents(receiver) == ["another"]


def test_two_messages_without_an_id_are_told_apart(receiver: Context) -> None:
    publisher = rabbit.Publisher(buses.BROKER)
    publisher.publish([("", "workspace.sender.BallThrown", body) for body in (b"1", b"2")])
    publisher.close()
    refuse_all()

    first, second = dead_letters.dead_letters(receiver)

    assert first.id != second.id
    assert dead_letters.show(receiver, second.id)["content"] == 2


def test_where_the_queues_have_not_been_made_there_are_none(receiver: Context) -> None:
    buses.remove_queues(toys.receiver)

    assert dead_letters.dead_letters(receiver) == []


def test_a_broker_that_is_away_is_named(tmp_path: Path) -> None:
    url, broker = services.sqlite_url(tmp_path, "receiver"), "amqp://guest:guest@127.0.0.1:1//"
    with (
        services.running(toys.receiver, url, BROKER_URL=broker) as away,
        pytest.raises(rabbit.BrokerUnavailable, match="BROKER_URL"),
    ):
        dead_letters.dead_letters(away)
