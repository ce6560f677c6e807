"""Remind customers of estimates that wait for them."""

from datetime import datetime
from uuid import UUID, uuid5

from services.notifications.domain.watched_estimate import Reminder, WatchedEstimate
from services.notifications.queries.message_settings import message_settings_of
from services.notifications.queries.watched_estimates import claim_slot, lock_looked_at
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.queue_for_customer import queue_for_customer
from services.notifications.usecases.reminder_words import reminder_words
from shared.clock import isoformat, time_zone, utc_now
from shared.database.session import Session

BATCH = 200


def send_due_reminders(session: Session) -> int:
    """Queues what is due, once it is day where the business is; returns how many estimates were looked at."""
    looked_at = lock_looked_at(session, utc_now(), limit=BATCH)
    # In the order of workspaces, as all who write to several do: so none waits for one that waits for it.
    for watched in sorted(looked_at, key=lambda one: one.workspace_id):
        _remind(session, watched)
    return len(looked_at)


def _remind(session: Session, watched: WatchedEstimate) -> None:
    now, settings = utc_now(), message_settings_of(session, watched.workspace_id)
    zone = time_zone(get_workspace(session, watched.workspace_id).time_zone)
    day = settings.daytime(now, zone)
    if watched.is_open and day > now:
        watched.next_at = day
        return
    slot = watched.take_due(now, settings, zone)
    if slot is None:
        return
    step, due_at = slot
    words = reminder_words(watched, step)
    reminder = _reminder(watched, step, due_at, now)
    if words is None or not claim_slot(session, watched.workspace_id, reminder=reminder):
        return
    queue_for_customer(
        session,
        workspace_id=watched.workspace_id,
        cause_id=reminder.cause_id,
        template="estimate_reminder",
        email=watched.customer_email,
        phone=watched.customer_phone,
        record_id=watched.estimate_id,
        context=words,
    )


def _reminder(watched: WatchedEstimate, step: str, due_at: datetime, now: datetime) -> Reminder:
    # The same slot has the same cause, whoever computes it: the delivery's own key is the second lock.
    cause: UUID = uuid5(watched.estimate_id, f"{step}|{isoformat(due_at)}")
    return Reminder(
        record_id=watched.estimate_id,
        step=step,
        due_at=due_at,
        workspace_id=watched.workspace_id,
        cause_id=cause,
        created_at=now,
    )
