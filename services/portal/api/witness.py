"""Sees to it that whatever the office does by way of other services, from the console or by program, leaves its line."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
from starlette.concurrency import run_in_threadpool

from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.actor import acting
from services.portal.domain.acts import Act, act_of
from services.portal.usecases.begin_act import begin_act
from services.portal.usecases.finish_act import finish_act
from shared.database.session import Database
from shared.database.stopgap import BeingUpdated
from shared.web.caller import Caller


class Witness:
    """Stands beside the calls to services. A line is written before the call, and settled or taken back after it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def __call__(
        self, method: str, path: str, caller: Caller, send: Callable[[], Awaitable[httpx.Response]]
    ) -> httpx.Response:
        """The answer that `send` gets."""
        act, by = act_of(method, path), acting.get()
        if act is None or by is None or caller.workspace_id is None:
            return await send()
        workspace_id = caller.workspace_id
        try:
            line = await run_in_threadpool(self._begin, workspace_id=workspace_id, by=by, act=act, path=path)
        except BeingUpdated:
            # A release that is being rolled out must not keep the office from its work.
            return await send()
        try:
            answer = await send()
        except ServiceUnavailable as away:
            if not away.may_have_arrived:
                await run_in_threadpool(self._finish, workspace_id, line, act, None)
            raise
        await run_in_threadpool(self._finish, workspace_id, line, act, answer)
        return answer

    def _begin(self, **given: Any) -> UUID:
        with self._database.begin() as session:
            return begin_act(session, **given)

    def _finish(self, workspace_id: UUID, line: UUID, act: Act, answer: httpx.Response | None) -> None:
        # What was done before and is only told again has a line already.
        done = answer is not None and answer.is_success and "idempotent-replayed" not in answer.headers
        told = _told(answer) if answer is not None and done else None
        with self._database.begin() as session:
            finish_act(session, workspace_id=workspace_id, activity_id=line, act=act, done=done, answer=told)


def _told(answer: httpx.Response) -> dict[str, Any] | None:
    if not answer.headers.get("content-type", "").startswith("application/json"):
        return None
    found = json.loads(answer.content)
    return found if isinstance(found, dict) else None
