"""Claim a delivery, so that one worker and no other sends it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.errors import TooManyTexts
from services.notifications.domain.outcome import STOPPED, SUPPRESSED, TOO_MANY_TEXTS
from services.notifications.domain.text_messages import check_day
from services.notifications.domain.waking import waits_for_morning
from services.notifications.domain.wording import Words
from services.notifications.domain.wordings import kind_of
from services.notifications.domain.workspace import Workspace
from services.notifications.queries.channels import lock_broken_channel, lock_broken_for
from services.notifications.queries.deliveries import lock_delivery, texts_since
from services.notifications.queries.message_settings import message_settings_of
from services.notifications.queries.readers import language_at
from services.notifications.queries.suppressions import find_suppression
from services.notifications.queries.wordings import find_wording
from services.notifications.queries.workspaces import get_workspace, members_of
from services.notifications.usecases.hand_over_next import hand_over_next
from services.notifications.usecases.reconsider_message import reconsider_message
from services.notifications.usecases.tell_outcome import tell_outcome
from shared.clock import time_zone, utc_now
from shared.database.session import Session
from shared.phones import zone_of
from shared.words import language_of


@dataclass(frozen=True, slots=True)
class Provider:
    """What takes the messages of a channel: how long a try may last, and the host that names its messages."""

    longest_try: timedelta
    host: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that is this worker's to send until then, on its how-manieth try, dressed as whose message.

    Answers to it go to `reply_to`; it is in `language`, which is empty for that of the business, and says `words`, where
    that has written its own.
    """

    delivery: Delivery
    workspace: Workspace
    attempt: int
    until: datetime
    reply_to: str | None
    language: str = ""
    words: Words | None = None


def claim_delivery(
    session: Session, *, workspace_id: UUID, delivery_id: UUID, provider: Provider | None
) -> Claim | None:
    """The delivery, when it is to be sent now and by this worker; None when it is not, or has just ended unsent."""
    now = utc_now()
    until = now + provider.longest_try if provider else now
    delivery = lock_delivery(session, workspace_id, delivery_id)
    if delivery is None or not delivery.is_due(now):
        return None
    delivery.take_back(now)
    _start(session, delivery, provider, now=now, until=until)
    tell_outcome(session, delivery=delivery)
    if delivery.is_over:
        hand_over_next(session, workspace_id=workspace_id, channel=delivery.channel)
    if not delivery.is_sending:
        return None
    workspace = get_workspace(session, workspace_id)
    language = language_at(session, workspace_id, delivery.recipient)
    kind = kind_of(delivery.template, delivery.channel)
    own = find_wording(session, workspace_id, kind, language_of(language or workspace.locale))
    words = own.words if own else None
    return Claim(delivery, workspace, delivery.attempts, until, _reply_to(session, workspace), language, words)


def _reply_to(session: Session, workspace: Workspace) -> str | None:
    """Where the business reads its mail; its owner does while nothing else is set."""
    if workspace.contact_email:
        return workspace.contact_email
    members = members_of(session, workspace.id)
    return members[0].email if members else None


def _start(session: Session, delivery: Delivery, provider: Provider | None, *, now: datetime, until: datetime) -> None:
    if delivery.is_over:
        return
    if provider is None:
        delivery.fail(f"{delivery.channel}_unavailable")
        return
    suppression = find_suppression(session, delivery.workspace_id, delivery.recipient)
    if suppression is not None:
        delivery.suppress(STOPPED if suppression.reason == STOPPED else SUPPRESSED)
        return
    reconsider_message(session, delivery=delivery)
    if delivery.is_over:
        return
    morning = _hold_text(session, delivery, now) if delivery.channel == "sms" else None
    if delivery.is_over:
        return
    wait_until = morning or _wait_until(session, delivery, now)
    if wait_until is None:
        delivery.start(lease_until=until, host=provider.host)
    else:
        delivery.postpone(wait_until)


def _wait_until(session: Session, delivery: Delivery, now: datetime) -> datetime | None:
    """None unless the provider is left alone; of two breakers that are open the second is not asked, nor made to try."""
    broken = lock_broken_channel(session, delivery.channel)
    wait_until = broken.wait_until(now) if broken else None
    if wait_until is None:
        own = lock_broken_for(session, delivery.workspace_id, delivery.channel)
        wait_until = own.wait_until(now) if own else None
    return wait_until


def _hold_text(session: Session, delivery: Delivery, now: datetime) -> datetime | None:
    """Gives a text message up where too many have gone out; else the morning, where it is not to wake its reader."""
    workspace_id, day = delivery.workspace_id, now - timedelta(days=1)
    try:
        check_day(
            to_recipient=texts_since(session, workspace_id, day, recipient=delivery.recipient),
            of_workspace=texts_since(session, workspace_id, day),
        )
    except TooManyTexts:
        delivery.fail(TOO_MANY_TEXTS)
        return None
    if not waits_for_morning(delivery.template, delivery.context):
        return None
    zone = zone_of(delivery.recipient) or get_workspace(session, workspace_id).time_zone
    morning = message_settings_of(session, workspace_id).daytime(now, time_zone(zone))
    return morning if morning > now else None
