"""Answers that take the same time whatever there was to be done, so that the time tells nothing either.

What is done is the same for everybody; what a look-up sets off afterwards is not, and where all services share one process
it would slow down whoever is next.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from shared.web.unit_of_work import UnitOfWorkRoute


@dataclass(frozen=True, slots=True)
class Pace:
    """How long every answer takes that is to take the same time: longer than it needs, and too short to be noticed."""

    seconds: float = 0.4
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep


class SteadyRoute(UnitOfWorkRoute):
    """The route class of look-ups: a POST is answered, or refused, at the application's pace."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        original = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if request.method != "POST":
                return await original(request)
            pace: Pace = request.app.state.pace
            until = time.monotonic() + pace.seconds
            try:
                return await original(request)
            finally:
                await pace.rest(max(0.0, until - time.monotonic()))

        return handle
