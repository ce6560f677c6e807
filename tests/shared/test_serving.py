"""The one process of the embedded run: it works on what is due only once it answers."""

import os
import signal
import socket
from typing import Any, cast

import pytest

from shared.runtime.embedded import House, serve
from tests.support.world import free_port


class Witness:
    """A house that looks whether anybody answers at the port when it is told to start."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.seen: list[str] = []

    def start(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5):
            self.seen.append("answered")

    def close(self) -> None:
        self.seen.append("closed")


async def nothing(scope: Any, _receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})


@pytest.mark.shows("EVT-3")
def test_work_begins_once_the_server_answers() -> None:
    port = free_port()
    house = Witness(port)

    def ready() -> None:
        house.seen.append("ready")
        os.kill(os.getpid(), signal.SIGINT)

    serve(cast("House", house), nothing, port, ready)

    assert house.seen == ["answered", "ready", "closed"]
