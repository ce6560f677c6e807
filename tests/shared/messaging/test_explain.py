"""Why something happened: from a message back to the request that began it."""

from pathlib import Path
from uuid import uuid4

import pytest

from services.notifications.manifest import service as notifications
from shared.causality import begin, caused_by
from shared.events.base import Envelope
from shared.ids import new_id
from shared.messaging.explain import chains_of
from shared.messaging.inbox import receive
from shared.messaging.outbox import enqueue, publish
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import story
from tests.support import business
from tests.support.services import deliver, published, running, sqlite_url

pytestmark = pytest.mark.shows("EXT-6")
REQUEST = str(new_id())


@pytest.fixture
def context(open_service: OpenService) -> Context:
    return story.open_business(open_service)


def receive_last(context: Context, sender: Context) -> None:
    """Hands what `sender` published last to the service."""
    receive(context, [Envelope.from_cloudevent(published(sender)[-1])])


def test_a_message_is_led_back_through_another_service_to_the_request(context: Context, tmp_path: Path) -> None:
    with running(notifications, sqlite_url(tmp_path, "sender")) as sender:
        with caused_by(begin(correlation_id=REQUEST)), sender.database.begin() as session:
            sent = publish(session, story.estimate_sent())
        receive_last(context, sender)
        delivery = story.the_delivery(context)

        (queued, *_) = chains_of([context, sender], delivery.id)

    assert [(step.kind, step.name) for step in queued] == [("event", "EstimateSent"), ("event", "MessageQueued")]
    assert queued[0].id == str(sent)
    assert {step.correlation_id for step in queued} == {REQUEST}
    assert queued[0].causation_id == REQUEST


def test_a_task_stands_between_its_cause_and_what_it_does(context: Context) -> None:
    with caused_by(begin(correlation_id=REQUEST)), context.database.begin() as session:
        task = enqueue(session, "notifications.sweep_deliveries")
    with caused_by(begin(correlation_id=REQUEST, causation_id=str(task))), context.database.begin() as session:
        event = publish(session, story.estimate_viewed())

    (chain,) = chains_of([context], event)

    assert [(step.kind, step.name) for step in chain] == [
        ("task", "notifications.sweep_deliveries"),
        ("event", "EstimateViewed"),
    ]


def test_a_record_is_explained_by_all_that_was_told_of_it(context: Context) -> None:
    with context.database.begin() as session:
        publish(session, story.estimate_sent())
        publish(session, story.estimate_viewed())

    chains = chains_of([context], business.ESTIMATE)

    assert [chain[-1].name for chain in chains] == ["EstimateSent", "EstimateViewed"]


def test_of_what_was_never_told_there_is_nothing_to_say(context: Context) -> None:
    deliver(context, story.estimate_sent())

    assert chains_of([context], uuid4()) == []
