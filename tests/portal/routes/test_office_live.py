"""The live stream over a real socket: a browser keeps it open, and a server must be able to end it."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn

from tests.portal.conftest import House


@contextmanager
def listening(house: House) -> Iterator[tuple[str, uvicorn.Server]]:
    server = uvicorn.Server(uvicorn.Config(house.app, port=0, log_level="critical", timeout_graceful_shutdown=20))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}", server
    finally:
        house.app.state.stopping.set()
        server.should_exit = True
        thread.join()


def slow_inbox(house: House) -> None:
    """Has the fake inbox wait as the real one does: until there is something, or the wait is over."""

    async def inbox(after: str | None = None, wait: int = 0) -> dict[str, Any]:
        deadline = time.monotonic() + wait
        while len(house.notifications.items) <= int(after or 0) and time.monotonic() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        fresh = house.notifications.items[int(after or 0) :]
        return {"items": fresh, "cursor": str(len(house.notifications.items)), "unread": len(fresh)}

    routes = house.notifications.app.router.routes
    routes[:] = [route for route in routes if getattr(route, "path", "") != "/inbox"]
    house.notifications.app.get("/inbox")(inbox)


def stream(house: House, url: str, until: Callable[[str], bool], **headers: str) -> str:
    cookies = {"office": house.signed_in("evergreen").cookies["office"]}
    text = ""
    with httpx.stream("GET", f"{url}/office/live", cookies=cookies, headers=headers, timeout=20) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        for piece in answer.iter_text():
            text += piece
            if until(text):
                break
    return text


def messages(text: str) -> list[dict[str, Any]]:
    return [json.loads(line.removeprefix("data: ")) for line in text.splitlines() if line.startswith("data: ")]


@pytest.mark.shows("NOT-1", "OFF-1")
def test_what_happens_arrives_while_the_page_is_open(house: House) -> None:
    house.open("evergreen")
    slow_inbox(house)
    house.notifications.tell("An old story", at="2020-01-01T00:00:00.000000Z")
    telling = threading.Timer(0.5, lambda: house.notifications.tell("Dana Fox accepted E-1001"))

    with listening(house) as (url, _):
        telling.start()
        text = stream(house, url, lambda text: "accepted" in text)

    assert [(one["title"], one["id"]) for one in messages(text)] == [("Dana Fox accepted E-1001", "n2")]
    assert set(messages(text)[0]) == {"id", "title", "text", "url", "at", "kind"}
    assert "id: 2\n" in text


@pytest.mark.shows("NOT-1")
def test_what_happened_while_the_page_was_opening_is_not_missed(house: House) -> None:
    house.open("evergreen")
    slow_inbox(house)
    house.notifications.tell("Just now")

    with listening(house) as (url, _):
        text = stream(house, url, lambda text: "Just now" in text)

    assert [one["title"] for one in messages(text)] == ["Just now"]


@pytest.mark.shows("NOT-1")
def test_a_browser_that_comes_back_goes_on_where_it_was(house: House) -> None:
    house.open("evergreen")
    slow_inbox(house)
    for title in ("One", "Two", "Three"):
        house.notifications.tell(title, at="2020-01-01T00:00:00.000000Z")

    with listening(house) as (url, _):
        text = stream(house, url, lambda text: "Three" in text, **{"last-event-id": "1"})

    assert [one["title"] for one in messages(text)] == ["Two", "Three"]


def test_the_stream_ends_at_once_when_the_server_stops(house: House) -> None:
    house.open("evergreen")
    slow_inbox(house)
    ended: list[str] = []

    with listening(house) as (url, _):
        watcher = threading.Thread(target=lambda: ended.append(stream(house, url, lambda _: False)))
        watcher.start()
        while not any(call.path == "/inbox" and "wait=15" in call.query for call in house.notifications.calls):
            time.sleep(0.02)
        stopped = time.monotonic()
    watcher.join()

    assert time.monotonic() - stopped < 12  # it would have gone on for 15
    assert ended


def test_whoever_has_signed_out_is_told_nothing_more(house: House) -> None:
    house.open("evergreen")
    slow_inbox(house)
    browser = house.signed_in("evergreen")

    with (
        listening(house) as (url, _),
        httpx.stream("GET", f"{url}/office/live", cookies=dict(browser.cookies)) as answer,
    ):
        pieces = answer.iter_text()
        next(pieces)
        browser.post("/office/logout")
        house.notifications.tell("A secret")
        rest = "".join(pieces)

    assert "A secret" not in rest


def test_nobody_who_is_not_signed_in_is_told_anything(house: House) -> None:
    house.open("evergreen")

    answer = house.browser(accept="text/event-stream").get("/office/live")

    assert answer.status_code == 401
    assert house.notifications.calls == []
