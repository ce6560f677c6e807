"""What both buses promise: each event applied once, in order per record, however rough the way."""

import contextlib
import json
import threading
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from shared.clock import isoformat, utc_now
from shared.ids import new_id
from shared.messaging import dead_letters
from shared.messaging.outbox import publish
from shared.messaging.replay import replay_events
from shared.messaging.tables import inbox, outbox
from shared.service import Context
from tests.support import buses, services, toys

pytestmark = pytest.mark.shows("EVT-3")
WORKSPACE = new_id()


def throw(context: Context, *numbers: int, ball: UUID | None = None) -> UUID:
    ball = ball or new_id()
    with context.database.begin() as session:
        for number in numbers:
            publish(session, toys.BallThrown(workspace_id=WORKSPACE, ball_id=ball, number=number))
    return ball


def test_what_was_committed_arrives_once_and_in_order(run: buses.Run) -> None:
    ball = throw(run.sender, 1, 2)
    throw(run.sender, 3, ball=ball)

    with buses.carrying(run):
        buses.eventually(lambda: len(toys.numbers_caught(run.receiver)) >= 3)

    assert toys.numbers_caught(run.receiver) == [1, 2, 3]
    assert [event["sequence"] for event in services.published(run.sender)] == [1, 2, 3]


def test_what_was_rolled_back_never_arrives(run: buses.Run) -> None:
    with contextlib.suppress(RuntimeError), run.sender.database.begin() as session:
        publish(session, toys.BallThrown(workspace_id=WORKSPACE, ball_id=new_id(), number=13))
        raise RuntimeError

    with buses.carrying(run):
        throw(run.sender, 1)
        buses.eventually(lambda: toys.numbers_caught(run.receiver))

    assert toys.numbers_caught(run.receiver) == [1]


def test_events_sent_again_are_not_applied_again(run: buses.Run) -> None:
    throw(run.sender, 1, 2, 3)

    with buses.carrying(run):
        buses.eventually(lambda: len(toys.numbers_caught(run.receiver)) == 3)
        buses.eventually(lambda: replay_events(run.sender, isoformat(utc_now() - timedelta(days=1))) == 3)
        throw(run.sender, 4)
        buses.eventually(lambda: 4 in toys.numbers_caught(run.receiver))

    assert toys.numbers_caught(run.receiver) == [1, 2, 3, 4]


def test_an_event_that_fails_holds_back_only_its_own_record(run: buses.Run) -> None:
    run.receiver = replace(run.receiver, retry_delays=(0.2,) * 1_000)
    toys.clumsy.add(1)
    stuck = throw(run.sender, 1)
    throw(run.sender, 2, ball=stuck)

    with buses.carrying(run):
        throw(run.sender, 10)
        buses.eventually(lambda: toys.numbers_caught(run.receiver) == [10])
        toys.clumsy.clear()
        buses.eventually(lambda: len(toys.numbers_caught(run.receiver)) == 3)

    assert toys.numbers_caught(run.receiver) == [10, 1, 2]


def test_what_fails_for_good_is_a_dead_letter_that_can_be_replayed(run: buses.Run) -> None:
    toys.clumsy.add(1)
    ball = throw(run.sender, 1)

    with buses.carrying(run):
        buses.eventually(lambda: dead_letters.dead_letters(run.receiver))
        throw(run.sender, 2, ball=ball)
        buses.eventually(lambda: 2 in toys.numbers_caught(run.receiver))
        letter = dead_letters.dead_letters(run.receiver)[0]
        toys.clumsy.clear()
        dead_letters.replay(run.receiver, letter.id)
        buses.eventually(lambda: 1 in toys.numbers_caught(run.receiver))

    assert letter.name == "BallThrown"
    assert "Dropped" in letter.reason
    assert dead_letters.dead_letters(run.receiver) == []


def test_a_discarded_dead_letter_is_gone_and_not_applied(run: buses.Run) -> None:
    toys.clumsy.add(1)
    throw(run.sender, 1)

    with buses.carrying(run):
        buses.eventually(lambda: dead_letters.dead_letters(run.receiver))
        letter = dead_letters.dead_letters(run.receiver)[0]
        content = dead_letters.show(run.receiver, letter.id)["content"]
        dead_letters.discard(run.receiver, letter.id)

    assert content["data"]["number"] == 1
    assert toys.numbers_caught(run.receiver) == []
    with pytest.raises(dead_letters.DeadLetterNotFound):
        dead_letters.discard(run.receiver, letter.id)


def test_events_of_one_record_sent_in_the_wrong_order_are_applied_in_the_right_one(run: buses.Run) -> None:
    ball = throw(run.sender, 1)
    throw(run.sender, 2, ball=ball)
    _hide(run.sender, 1)

    with buses.carrying(run):
        buses.eventually(lambda: _waiting(run.receiver) == 1)
        early = toys.numbers_caught(run.receiver)
        _unhide(run.sender)
        buses.eventually(lambda: len(toys.numbers_caught(run.receiver)) == 2)

    assert early == []
    assert toys.numbers_caught(run.receiver) == [1, 2]


def test_concurrent_transactions_about_one_record_leave_no_gap(run: buses.Run) -> None:
    ball = new_id()
    threads = [threading.Thread(target=throw, args=(run.sender, number), kwargs={"ball": ball}) for number in range(20)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with buses.carrying(run):
        buses.eventually(lambda: len(toys.numbers_caught(run.receiver)) == 20)

    assert sorted(event["sequence"] for event in services.published(run.sender)) == list(range(1, 21))
    assert sorted(toys.numbers_caught(run.receiver)) == list(range(20))


def _hide(context: Context, sequence: int) -> None:
    with context.database.begin() as session:
        session.execute(update(outbox).where(outbox.c.sequence == sequence).values(sent_at=utc_now()))


def _unhide(context: Context) -> None:
    with context.database.begin() as session:
        session.execute(update(outbox).where(outbox.c.sequence == 1).values(sent_at=None))


def _waiting(context: Context) -> int:
    with context.database.read() as session:
        rows = session.execute(select(inbox.c.body).where(inbox.c.state == "waiting")).all()
    assert all(json.loads(row.body)["specversion"] == "1.0" for row in rows)
    return len(rows)
