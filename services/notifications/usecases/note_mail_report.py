"""Note that a message came back, or that its reader complained of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.outcome import BOUNCED, COMPLAINED, NOT_DELIVERED
from services.notifications.domain.plain_text import one_line
from services.notifications.domain.suppression import address_key
from services.notifications.queries.deliveries import find_by_id, latest_to, lock_delivery
from services.notifications.queries.opt_outs import add_opt_out
from services.notifications.queries.suppressions import suppress_address
from services.notifications.usecases.tell_outcome import tell_outcome
from shared.clock import utc_now
from shared.database.session import Session


@dataclass(frozen=True, slots=True)
class Report:
    """What the provider says of what was sent to `recipient`, and of which message, where it says that."""

    recipient: str
    delivery_id: UUID | None
    complained: bool
    permanent: bool
    reason: str


def note_mail_report(session: Session, *, report: Report) -> None:
    """Has the message count as failed and the address be left alone, as far as that follows. Told again it changes nothing.

    A complaint ends what nobody needs; what they need, such as a receipt, still goes to whoever pressed the button.
    """
    found = _message(session, report)
    delivery = lock_delivery(session, found.workspace_id, found.id) if found else None
    if delivery is None:
        return
    now, detail = utc_now(), one_line(report.reason)
    if report.complained:
        add_opt_out(session, delivery.workspace_id, address=delivery.recipient, now=now, reason=COMPLAINED)
        return
    _bounce(session, delivery, report, detail, now)


def _bounce(session: Session, delivery: Delivery, report: Report, detail: str, now: datetime) -> None:
    if report.permanent:
        suppress_address(
            session, delivery.workspace_id, address=delivery.recipient, reason=BOUNCED, detail=detail, now=now
        )
    if delivery.bounce(BOUNCED if report.permanent else NOT_DELIVERED):
        tell_outcome(session, delivery=delivery)


def _message(session: Session, report: Report) -> Delivery | None:
    named = find_by_id(session, report.delivery_id) if report.delivery_id else None
    if named is not None and address_key(named.recipient) == address_key(report.recipient):
        return named
    return latest_to(session, report.recipient)
