"""Take in what somebody has texted back."""

from uuid import NAMESPACE_URL, uuid5

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.notices import texted
from services.notifications.domain.outcome import STOPPED
from services.notifications.domain.text_messages import keyword
from services.notifications.queries.deliveries import latest_texts_to
from services.notifications.queries.readers import language_at
from services.notifications.queries.suppressions import lift_suppression, suppress_address
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.post_notice import post_notice
from shared.clock import utc_now
from shared.database.session import Session
from shared.ids import new_id
from shared.phones import written_phone
from shared.words import say, spoken, tell


def take_text(session: Session, *, sender: str, text: str, message_id: str, answered: bool) -> str | None:
    """Has STOP end all texts to that number, START begin them again, and the office read everything else.

    Returns what is to be answered: something only to HELP, and there only unless the provider has `answered` already.
    """
    told = latest_texts_to(session, sender)
    match keyword(text):
        case "stop":
            for delivery in told:
                suppress_address(session, delivery.workspace_id, address=sender, reason=STOPPED, now=utc_now())
        case "start":
            for delivery in told:
                lift_suppression(session, delivery.workspace_id, address=sender, reason=STOPPED)
        case "help":
            return _help(session, told[0]) if told and not answered else None
        case None:
            if told and text.strip():
                _tell_office(session, told[0], sender, text, message_id)
    return None


def _help(session: Session, delivery: Delivery) -> str:
    """Who texts, and how to reach them, in the language of whoever asks."""
    workspace = get_workspace(session, delivery.workspace_id)
    language = language_at(session, workspace.id, delivery.recipient)
    locale = spoken(language, workspace.locale) if language else workspace.locale
    phone = workspace.contact_phone
    reached = written_phone(phone, locale) if phone else workspace.contact_email
    said = [
        say("{company}: we text you about your estimates, jobs and invoices.", company=workspace.company_name),
        *([say("Reach us at {address}.", address=reached)] if reached else []),
        say("Reply STOP for no more texts."),
    ]
    return " ".join(tell(sentence, locale) for sentence in said)


def _tell_office(session: Session, delivery: Delivery, sender: str, text: str, message_id: str) -> None:
    workspace = get_workspace(session, delivery.workspace_id)
    name = str(delivery.context.get("customer_name") or "")
    post_notice(
        session,
        workspace_id=workspace.id,
        cause_id=uuid5(NAMESPACE_URL, f"twilio:{message_id}"),
        kind="text_received",
        title="Text message",
        text=texted(name, written_phone(sender, workspace.locale), text),
        url="/office/messages",
        record_id=delivery.record_id or new_id(),
        at=utc_now(),
    )
