"""Send each reader, once a day, what was held for them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from services.notifications.domain.preferences import HeldNotice
from services.notifications.queries.deliveries import has_delivery
from services.notifications.queries.preferences import lock_held, reader_hours, readers_with_held, release_held
from services.notifications.queries.workspaces import find_member, get_workspace
from services.notifications.usecases.queue_message import queue_message
from shared.clock import isoformat, time_zone, utc_now
from shared.database.session import Session

TEMPLATE = "digest_office"
SHOWN = 100


def send_due_digests(session: Session) -> None:
    """One mail a day and reader, from their hour on; none where nothing is held."""
    # In the order of workspaces, as all who write to several do: so none waits for one that waits for it.
    for workspace_id, staff_id in sorted(readers_with_held(session)):
        _send(session, workspace_id, staff_id)


def _send(session: Session, workspace_id: UUID, staff_id: UUID) -> None:
    hours, member = reader_hours(session, workspace_id, staff_id), find_member(session, workspace_id, staff_id)
    local = utc_now().astimezone(time_zone(get_workspace(session, workspace_id).time_zone))
    if local.hour < hours.digest_hour:
        return
    held = lock_held(session, workspace_id, staff_id)
    if member is not None and held:
        # The same day has the same cause, whoever is at it: the delivery's own key makes it one.
        cause_id = uuid5(staff_id, f"digest|{workspace_id}|{local.date().isoformat()}")
        if has_delivery(
            session, workspace_id, cause_id=cause_id, template=TEMPLATE, channel="email", recipient=member.email
        ):
            return
        queue_message(
            session,
            workspace_id=workspace_id,
            cause_id=cause_id,
            template=TEMPLATE,
            recipient=member.email,
            recipient_kind="office",
            record_id=None,
            context=_words(held, local),
        )
    release_held(session, workspace_id, held=held)


def _words(held: Sequence[HeldNotice], local: datetime) -> dict[str, object]:
    shown = held[:SHOWN]
    return {
        "day": local.date().isoformat(),
        "items": [{"title": one.title, "text": one.text, "path": one.url, "at": isoformat(one.at)} for one in shown],
        "more": len(held) - len(shown),
        "office_path": "/office/notifications",
    }
