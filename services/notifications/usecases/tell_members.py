"""Tell each member of an office as they want it: by email at once or in the digest, as a text, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.notifications.domain.member import Member
from services.notifications.domain.preferences import HeldNotice, ReaderHours
from services.notifications.queries.preferences import hold_notice, preference_for, reader_hours
from services.notifications.queries.workspaces import get_workspace, members_of
from services.notifications.usecases.queue_message import queue_message
from shared.clock import time_zone, utc_now
from shared.database.session import Session
from shared.ids import new_id

PLAIN = "notice_office"
"""The letter, and the text message, that say what a notice says."""


@dataclass(frozen=True, slots=True)
class News:
    """What has happened, in a line, and the `letter` that says more, filled with `facts`."""

    cause_id: UUID
    kind: str
    title: str
    text: str
    url: str
    record_id: UUID
    at: datetime
    letter: str = PLAIN
    facts: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    channel: str
    address: str
    template: str


def tell_members(session: Session, *, workspace_id: UUID, news: News) -> None:
    """Queues, or holds, what each of them wants; does nothing when that was done for this cause before."""
    for member in members_of(session, workspace_id):
        _tell(session, member, news)


def _tell(session: Session, member: Member, news: News) -> None:
    wanted = preference_for(session, member.workspace_id, member.staff_id, news.kind)
    hours = reader_hours(session, member.workspace_id, member.staff_id)
    plain = {"title": news.title, "text": news.text, "office_path": news.url}
    if wanted.email == "now":
        _queue(session, hours, news, _Way("email", member.email, news.letter), news.facts or plain)
    elif wanted.email == "digest":
        hold_notice(session, member.workspace_id, held=_held(member, news))
    if wanted.sms and hours.phone:
        _queue(session, hours, news, _Way("sms", hours.phone, PLAIN), plain)


def _queue(session: Session, hours: ReaderHours, news: News, way: _Way, context: dict[str, Any]) -> None:
    zone = time_zone(get_workspace(session, hours.workspace_id).time_zone)
    queue_message(
        session,
        workspace_id=hours.workspace_id,
        cause_id=news.cause_id,
        template=way.template,
        channel=way.channel,
        recipient=way.address,
        recipient_kind="office",
        record_id=news.record_id,
        context=context,
        due_at=hours.due_at(utc_now(), zone),
    )


def _held(member: Member, news: News) -> HeldNotice:
    return HeldNotice(
        id=new_id(),
        workspace_id=member.workspace_id,
        staff_id=member.staff_id,
        cause_id=news.cause_id,
        kind=news.kind,
        title=news.title,
        text=news.text,
        url=news.url,
        at=news.at,
    )
