"""Tell an office of something: a notice in its in-app inbox, and a mail to everybody."""

from datetime import datetime
from uuid import UUID

from services.notifications.usecases.post_notice import post_notice
from services.notifications.usecases.tell_members import News, tell_members
from shared.database.session import Session
from shared.events.base import Event


def tell_office(
    session: Session,
    *,
    event: Event,
    kind: str,
    title: str,
    text: str,
    url: str,
    record_id: UUID,
    at: datetime,
    facts: set[str],
) -> None:
    """Posts the notice, and mails what `facts` names of the received `event` in the template of its kind; both once."""
    cause_id = event.envelope.id
    post_notice(
        session,
        workspace_id=event.workspace_id,
        cause_id=cause_id,
        kind=kind,
        title=title,
        text=text,
        url=url,
        record_id=record_id,
        at=at,
    )
    news = News(
        cause_id=cause_id,
        kind=kind,
        title=title,
        text=text,
        url=url,
        record_id=record_id,
        at=at,
        letter=f"{kind}_office",
        facts=event.model_dump(mode="json", include=facts) | {"office_path": url},
    )
    tell_members(session, workspace_id=event.workspace_id, news=news)
