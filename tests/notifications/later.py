"""What happens by itself, once some time has passed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import time_machine

from services.notifications.domain.delivery import Delivery
from services.notifications.tasks import send_follow_ups, send_reminders
from shared.events.base import Event
from shared.events.quotes import JobCompleted
from shared.service import Context
from tests.notifications import story
from tests.support.business import CUSTOMER, CUSTOMER_EMAIL, ESTIMATE, JOB, WORKSPACE
from tests.support.services import deliver, run_tasks

MONDAY_NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
"""In New York it is twelve o'clock."""
WAITING_ESTIMATE = UUID("01920000-0000-7000-8000-000000000032")


def job_completed(**changes: Any) -> JobCompleted:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "job_id": JOB,
        "estimate_id": ESTIMATE,
        "customer_id": CUSTOMER,
        "completed_at": MONDAY_NOON,
        "title": "Front lawn renovation",
        "customer_name": "Dana Fox",
        "customer_email": CUSTOMER_EMAIL,
    }
    return JobCompleted(**facts | changes)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


def told(context: Context, event: Event, moment: datetime = MONDAY_NOON) -> None:
    """`event` is delivered at that moment, and all that it sets off."""
    with at(moment):
        deliver(context, event)
        run_tasks(context)


def beat(context: Context, moment: datetime, *, times: int = 1) -> None:
    """The schedules run at that moment, so many times."""
    with at(moment):
        for _ in range(times):
            send_follow_ups.run(context)
            send_reminders.run(context)


def beat_for(
    context: Context, *, days: int, since: datetime = MONDAY_NOON, every: timedelta = timedelta(hours=1)
) -> None:
    """The schedules run again and again for so many days."""
    moment = since
    while moment <= since + timedelta(days=days):
        beat(context, moment)
        moment += every


def queued(context: Context, *templates: str) -> list[Delivery]:
    """The deliveries of these templates."""
    return [delivery for delivery in story.deliveries(context) if delivery.template in templates]


def everything(context: Context) -> None:
    """One message of each kind that nobody sends."""
    told(context, job_completed())
    told(context, story.estimate_sent(estimate_id=WAITING_ESTIMATE))
    beat(context, MONDAY_NOON + timedelta(days=3))
