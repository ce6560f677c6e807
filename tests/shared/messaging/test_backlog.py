"""What /metrics tells of rows that have not left, or have not been applied."""

from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import update
from starlette.testclient import TestClient

from shared.clock import utc_now
from shared.database.session import Database
from shared.ids import new_id
from shared.messaging.outbox import enqueue, publish
from shared.messaging.tables import inbox
from shared.service import Context
from shared.web.app import build_api
from tests.support import toys
from tests.support.services import deliver

pytestmark = pytest.mark.shows("OPS-2")


def backlog(context: Context) -> dict[tuple[str, str], float]:
    """The service's figures in its /metrics, by gauge and label."""
    told = TestClient(build_api(context)).get("/metrics").text
    return {
        (sample.name, sample.labels.get("kind") or sample.labels["state"]): sample.value
        for family in text_string_to_metric_families(told)
        if family.name in {"porchlight_outbox_unsent", "porchlight_inbox_events"}
        for sample in family.samples
        if sample.labels["service"] == context.service.name
    }


def thrown(number: int) -> toys.BallThrown:
    return toys.BallThrown(workspace_id=new_id(), ball_id=new_id(), number=number)


def test_tells_how_much_has_not_left_and_leaves_out_what_is_not_due(sender: Context) -> None:
    with sender.database.begin() as session:
        publish(session, thrown(1))
        publish(session, thrown(2))
        enqueue(session, "sender.juggle", balls=3)
        enqueue(session, "sender.juggle", due_at=utc_now() + timedelta(days=1))

    told = backlog(sender)

    assert told["porchlight_outbox_unsent", "event"] == 2
    assert told["porchlight_outbox_unsent", "task"] == 1


def test_tells_how_many_events_wait_and_how_many_are_dead(receiver: Context) -> None:
    toys.clumsy.add(13)
    dead, ball = new_id(), thrown(13)
    deliver(receiver, thrown(1))
    deliver(receiver, thrown(13), dead_ok=True)
    deliver(receiver, thrown(2), sequence=2, dead_ok=True)
    deliver(receiver, ball, event_id=dead, dead_ok=True)
    with receiver.database.begin() as session:
        session.execute(update(inbox).where(inbox.c.event_id == dead).values(state="dead"))

    told = backlog(receiver)

    assert told["porchlight_inbox_events", "waiting"] == 2
    assert told["porchlight_inbox_events", "dead"] == 1


def test_tells_no_old_figures_while_the_database_is_away(receiver: Context) -> None:
    away = replace(receiver, database=Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing"))

    before, during = backlog(receiver), backlog(away)

    assert len(before) == 4
    assert during == {}
