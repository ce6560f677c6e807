"""Watch what becomes of an estimate."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.notifications.queries.watched_estimates import lock_watched
from shared.clock import utc_now
from shared.database.session import Session


@dataclass(frozen=True, slots=True)
class Sent:
    """An estimate as its customer was sent it."""

    number: str
    title: str
    kind: str
    customer_name: str
    customer_email: str | None
    link: str
    expires_on: date | None
    customer_phone: str | None = None


def watch_estimate(
    session: Session, *, workspace_id: UUID, estimate_id: UUID, what: str, at: datetime, sent: Sent | None = None
) -> None:
    """It was sent, viewed or closed at some moment, or has another link; what is told late changes nothing told since."""
    watched = lock_watched(session, workspace_id, estimate_id)
    if sent is not None and (watched.sent_at is None or at >= watched.sent_at):
        watched.number, watched.title, watched.kind = sent.number, sent.title, sent.kind
        watched.customer_name, watched.customer_email = sent.customer_name, sent.customer_email
        watched.link, watched.expires_on = sent.link, sent.expires_on
        # Written only where there is something new: the table may still be that of the release before.
        if sent.customer_phone != watched.customer_phone:
            watched.customer_phone = sent.customer_phone
    if what != "linked":
        field = f"{what}_at"
        setattr(watched, field, max(at, getattr(watched, field) or at))
    watched.look(utc_now())
