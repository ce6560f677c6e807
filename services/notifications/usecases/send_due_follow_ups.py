"""Send the follow-ups that are due."""

from typing import Any
from uuid import UUID

from services.notifications.domain.follow_up import FollowUp
from services.notifications.queries.follow_ups import lock_due_follow_ups
from services.notifications.queries.message_settings import message_settings_of
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.follow_up_words import follow_up_words
from services.notifications.usecases.queue_for_customer import queue_for_customer
from shared.causality import begin, caused_by
from shared.clock import time_zone, utc_now
from shared.database.session import Session

BATCH = 200


def send_due_follow_ups(session: Session) -> int:
    """Queues one message for each job, once it is day where the business is; returns how many were looked at."""
    due = lock_due_follow_ups(session, utc_now(), limit=BATCH)
    # In the order of workspaces, as all who write to several do: so none waits for one that waits for it.
    for follow_up in sorted(due, key=lambda one: one.workspace_id):
        _send(session, follow_up)
    return len(due)


def _send(session: Session, follow_up: FollowUp) -> None:
    now, settings = utc_now(), message_settings_of(session, follow_up.workspace_id)
    day = settings.daytime(now, time_zone(get_workspace(session, follow_up.workspace_id).time_zone))
    if settings.follow_up and day > now:
        follow_up.put_off(day)
        return
    follow_up.settle(now)
    words = follow_up_words(session, follow_up=follow_up) if settings.follow_up else None
    if words is None or follow_up.cause_id is None:
        return
    # Caused by the job, however long ago that was, and not by the clock.
    with caused_by(begin(causation_id=str(follow_up.cause_id))):
        _queue(session, follow_up, follow_up.cause_id, words)


def _queue(session: Session, follow_up: FollowUp, cause_id: UUID, words: dict[str, Any]) -> None:
    queue_for_customer(
        session,
        workspace_id=follow_up.workspace_id,
        cause_id=cause_id,
        template="follow_up",
        email=follow_up.customer_email,
        phone=follow_up.customer_phone,
        record_id=follow_up.job_id,
        context=words,
    )
