"""The console live: what the office is told, as server-sent events, for as long as a page is open."""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import StreamingResponse

from services.portal.adapters import notifications_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.pages.office_sessions import OfficeDep, caller_of, staff_of_browser
from services.portal.pages.opened import services
from shared.clock import utc_now
from shared.web.caller import Caller

router = APIRouter(include_in_schema=False)

HEARTBEAT = 15
_RETRY = 3.0
_STEP = 0.5
# Between the page's rendering and this stream's beginning nothing may be missed; the page drops what it shows already.
_OVERLAP = timedelta(seconds=30)


@router.get("/office/live")
async def live(request: Request, staff: OfficeDep) -> StreamingResponse:
    """Messages {id, title, text, url, at, kind}; a browser that comes back goes on where it was (Last-Event-ID)."""
    after = request.headers.get("last-event-id") or None
    stream = _Stream(request, caller_of(request, staff), after)
    return StreamingResponse(stream.lines(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


@dataclass
class _Stream:
    request: Request
    caller: Caller
    after: str | None
    begun: datetime = field(default_factory=utc_now)

    async def lines(self) -> AsyncIterator[str]:
        """What is sent: an opening comment, messages as they come, and a comment whenever nothing came for a while."""
        yield "retry: 2000\n\n"
        while True:
            lines = await self._unless_stopping(self._next_lines())
            # Asked for each time anew, and last: whoever has signed out meanwhile is told nothing more.
            if not await self._goes_on():
                return
            for line in lines or [": still here\n\n"]:
                yield line

    async def _next_lines(self) -> list[str]:
        """What has been told since the last time, as soon as there is something, or nothing after a while."""
        client = services(self.request).notifications
        try:
            told = await notifications_client.inbox(client, self.caller, after=self.after, wait=HEARTBEAT)
        except (ServiceUnavailable, Refused):
            await asyncio.sleep(_RETRY)
            return []
        # Without a cursor the answer is the newest of all that was ever told.
        since = None if self.after else self.begun - _OVERLAP
        self.after = told["cursor"] or self.after
        return _lines(told, since)

    async def _goes_on(self) -> bool:
        """Whether anybody is still there to be told, and still signed in."""
        if self._stopping or await self.request.is_disconnected():
            return False
        return await staff_of_browser(self.request) is not None

    async def _unless_stopping(self, asking: Coroutine[Any, Any, list[str]]) -> list[str]:
        """The answer, or nothing as soon as the server is to stop: it waits for open streams."""
        task = asyncio.ensure_future(asking)
        try:
            while not task.done() and not self._stopping:
                await asyncio.wait({task}, timeout=_STEP)
            return task.result() if task.done() else []
        finally:
            task.cancel()

    @property
    def _stopping(self) -> bool:
        return bool(self.request.app.state.stopping.is_set())


def _lines(told: dict[str, Any], since: datetime | None) -> list[str]:
    """One message per item; the last one carries the cursor to go on from."""
    items = [item for item in told["items"] if since is None or datetime.fromisoformat(str(item["at"])) >= since]
    last = len(items) - 1
    return [_line(item, told["cursor"] if index == last else None) for index, item in enumerate(items)]


def _line(item: dict[str, Any], cursor: str | None) -> str:
    data = json.dumps({name: item[name] for name in ("id", "title", "text", "url", "at", "kind")})
    return (f"id: {cursor}\n" if cursor else "") + f"data: {data}\n\n"
