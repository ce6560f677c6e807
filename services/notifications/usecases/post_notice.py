"""Post a notice in an office's in-app inbox."""

from datetime import datetime
from uuid import UUID

from services.notifications.domain.inbox import WAKE, InboxItem
from services.notifications.domain.plain_text import unbroken
from services.notifications.domain.preferences import SHOWN
from services.notifications.queries.inbox import has_notice
from services.notifications.queries.workspaces import next_position
from services.notifications.usecases.tell_members import News, tell_members
from shared.database.session import Session, fire_after_commit
from shared.ids import new_id

MAX_TEXT = 400


def post_notice(
    session: Session,
    *,
    workspace_id: UUID,
    cause_id: UUID,
    kind: str,
    title: str,
    text: str,
    url: str,
    record_id: UUID,
    at: datetime,
) -> None:
    """Has the whole office see the notice at once; does nothing when it was posted for this cause before.

    Whoever wants to be mailed of what is otherwise only shown, or to read it in the digest, is.
    """
    if has_notice(session, workspace_id, cause_id=cause_id, template=kind):
        return
    item = InboxItem(
        id=new_id(),
        workspace_id=workspace_id,
        position=next_position(session, workspace_id),
        cause_id=cause_id,
        template=kind,
        title=title,
        text=unbroken(text, limit=MAX_TEXT),
        url=url,
        kind=kind,
        record_id=record_id,
        at=at,
    )
    session.add(item)
    fire_after_commit(session, WAKE)
    if kind in SHOWN:
        news = News(cause_id, kind, title, item.text, url, record_id, at)
        tell_members(session, workspace_id=workspace_id, news=news)
