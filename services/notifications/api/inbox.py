"""The office's in-app inbox. It is read by long poll: the answer comes when there is something to tell."""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool

from services.notifications.domain.errors import InvalidCursor, NoReader
from services.notifications.domain.inbox import WAKE, InboxItem
from services.notifications.queries.inbox import (
    count_after,
    newest_notices,
    notices_after,
    position_of,
    read_up_to,
)
from services.notifications.usecases.mark_read import mark_read
from shared.database.session import Session
from shared.service import Context
from shared.web.caller import Member, StaffDep
from shared.web.unit_of_work import UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute)

PAGE = 50
MAX_WAIT = 25.0
LOOK_AGAIN = 5.0
"""Seconds after which a waiter looks by itself, should it not have been woken."""


class NoticeView(BaseModel):
    """One notice."""

    id: UUID
    title: str
    text: str
    url: str
    kind: str
    at: datetime
    read: bool


class InboxView(BaseModel):
    """Notices, oldest first. `cursor` is that of the newest one given: what follows it is asked for with `after`."""

    items: list[NoticeView]
    cursor: str
    unread: int


class ReadUpTo(BaseModel):
    """The notice up to which everything has been read: its id, or the cursor of an answer."""

    model_config = ConfigDict(extra="forbid")

    up_to: UUID


@router.get("/inbox")
async def read_inbox(
    request: Request,
    staff: StaffDep,
    after: str = "",
    before: str = "",
    wait: Annotated[float, Query(ge=0, le=MAX_WAIT)] = 0,
) -> InboxView:
    """What follows `after`, as soon as there is something; without it the newest notices, or those just before `before`.

    Waiting takes neither a thread nor a connection.
    """
    context: Context = request.app.state.context
    loop = asyncio.get_running_loop()
    arrived = asyncio.Event()
    over = loop.time() + wait

    def wake() -> None:
        with suppress(RuntimeError):  # the loop has ended, and the waiter with it
            loop.call_soon_threadsafe(arrived.set)

    with context.database.signals.listening(WAKE, wake):
        while True:
            arrived.clear()
            page = await run_in_threadpool(_page, context, staff, after, before)
            left = over - loop.time()
            if page.items or left <= 0:
                return page
            with suppress(TimeoutError):
                await asyncio.wait_for(arrived.wait(), min(left, LOOK_AGAIN))


@router.post("/inbox/read", status_code=204)
def read(session: Writing, staff: StaffDep, body: ReadUpTo) -> None:
    """Marks everything up to a notice as read by the caller."""
    reader = person(staff)
    if reader is None:
        raise NoReader("Only a member of the office can mark notices as read. Sign in as one.")
    mark_read(session, workspace_id=staff.workspace, staff_id=reader, up_to=body.up_to)


def _page(context: Context, staff: Member, after: str, before: str) -> InboxView:
    reader = person(staff)
    with context.database.read() as session:
        found = _notices(session, staff.workspace, reader, _cursor("after", after), _cursor("before", before))
        mark = read_up_to(session, staff.workspace, reader)
        unread = count_after(session, staff.workspace, reader=reader, position=mark)
    cursor = str(found[-1].id) if found else after
    return InboxView(items=[_view(item, mark) for item in found], cursor=cursor, unread=unread)


def _notices(
    session: Session, workspace_id: UUID, reader: UUID | None, after: UUID | None, before: UUID | None
) -> list[InboxItem]:
    start = position_of(session, workspace_id, after) if after else None
    if start is not None:
        return list(notices_after(session, workspace_id, reader=reader, position=start, limit=PAGE))
    end = position_of(session, workspace_id, before) if before else None
    return list(newest_notices(session, workspace_id, reader=reader, before=end, limit=PAGE))


def _view(item: InboxItem, mark: int) -> NoticeView:
    return NoticeView(
        id=item.id,
        title=item.title,
        text=item.text,
        url=item.url,
        kind=item.kind,
        at=item.at,
        read=item.position <= mark,
    )


def _cursor(name: str, value: str) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError:
        raise InvalidCursor(f"{name} must be a cursor that this inbox has given, or be left out.", field=name) from None


def person(staff: Member) -> UUID | None:
    """The member of the office who reads; None for an API key, which is nobody."""
    try:
        return UUID(staff.actor_id)
    except ValueError:
        return None
