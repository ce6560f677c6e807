"""Look, just before a message goes out, whether there is still a reason for it, and what it is to say now."""

from typing import Any

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.opt_out import OPTIONAL
from services.notifications.queries.follow_ups import find_follow_up, find_invoice
from services.notifications.queries.opt_outs import has_opted_out
from services.notifications.queries.watched_estimates import find_watched
from services.notifications.usecases.follow_up_words import follow_up_words
from services.notifications.usecases.reminder_words import reminder_words
from shared.database.session import Session


def reconsider_message(session: Session, *, delivery: Delivery) -> None:
    """Withdraws it, or has it say what is so now. Other messages tell what has happened, and that stays so."""
    if _reminds_of_money(delivery) and _is_settled(session, delivery):
        delivery.withdraw()
        return
    if delivery.template not in OPTIONAL or delivery.record_id is None:
        return
    if has_opted_out(session, delivery.workspace_id, delivery.recipient):
        delivery.suppress()
        return
    words = _words(session, delivery)
    if words is None:
        delivery.withdraw()
    else:
        delivery.say(words)


def _reminds_of_money(delivery: Delivery) -> bool:
    is_due_soon = delivery.template == "invoice_due" and delivery.context.get("cause") == "reminder"
    return is_due_soon or delivery.template == "invoice_overdue"


def _is_settled(session: Session, delivery: Delivery) -> bool:
    """Whether nothing is due of its invoice any more, as far as that has been told."""
    invoice = find_invoice(session, delivery.workspace_id, delivery.record_id) if delivery.record_id else None
    return invoice is not None and invoice.amount_due == 0


def _words(session: Session, delivery: Delivery) -> dict[str, Any] | None:
    record_id = delivery.record_id
    if record_id is None:
        return None
    if delivery.template == "follow_up":
        follow_up = find_follow_up(session, delivery.workspace_id, record_id)
        return follow_up_words(session, follow_up=follow_up) if follow_up else None
    watched = find_watched(session, delivery.workspace_id, record_id)
    return reminder_words(watched, delivery.context["step"]) if watched else None
