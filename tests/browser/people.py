"""People in front of a screen: each with a browser of their own, in which everything is noted that goes wrong."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, Response, ViewportSize
from playwright.sync_api import Page as Tab

from services.portal.domain.nonce import READING

PATIENCE = 60_000.0
"""Milliseconds that a slow and busy machine may take for anything at all."""
ALBUM = os.environ.get("PORCHLIGHT_SCREENSHOTS")

_TOO_WIDE = """
() => {
  const wide = document.documentElement.clientWidth;
  const needed = document.documentElement.scrollWidth;
  const found = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && box.width && (box.right > wide + 1 || box.left < -1);
  });
  const names = found.map((element) => `${element.tagName} ${element.className} "${element.textContent.slice(0, 40)}"`);
  return [...(needed > wide ? [`${needed} of ${wide} pixels`] : []), ...names];
}
"""


@dataclass(frozen=True)
class Screen:
    """How large the windows are."""

    name: str
    width: int
    height: int


PHONE = Screen("phone", 390, 844)
DESK = Screen("desk", 1280, 800)


@dataclass
class Person:
    """Somebody at a browser. `complaints` is what its console, its network and the width of its window say against us."""

    name: str
    url: str
    screen: Screen
    context: BrowserContext
    album: Path | None
    expected_statuses: set[int] = field(default_factory=set)
    """What may be answered beside success, such as 402 where a card is declined."""
    complaints: list[str] = field(default_factory=list)
    looks: int = 0

    def watch(self) -> None:
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self._complain(f"script: {error.error}"))
        self.context.on("requestfailed", self._lose)
        self.context.on("response", self._read)

    def open(self, address: str) -> Tab:
        """A new tab at a path of ours, or at a whole address."""
        tab = self.context.new_page()
        tab.goto(address if "://" in address else self.url + address)
        return tab

    def read(self, tab: Tab) -> None:
        """Takes the time that a person needs: the server believes nobody who answers its question at once."""
        tab.wait_for_timeout(READING.total_seconds() * 1000 + 100)

    def look(self, tab: Tab, step: str) -> None:
        """Looks at the page as it is now: nothing may be wider than the window. With an album, a picture is kept."""
        tab.wait_for_load_state()
        for frame in tab.frames:
            for name in frame.evaluate(_TOO_WIDE):
                self._complain(f"too wide at {step}: {name}")
        self.looks += 1
        if self.album is not None:
            name = f"{self.name}-{self.looks:02}-{step.replace(' ', '-')}-{self.screen.name}.png"
            tab.screenshot(path=self.album / name, full_page=True)

    def _complain(self, what: str) -> None:
        self.complaints.append(f"{self.name}: {what}")

    def _hear(self, message: ConsoleMessage) -> None:
        # What the server answered is noted as an answer.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource: the server"):
            self._complain(f"console: {message.text}")

    def _lose(self, request: Request) -> None:
        # A browser itself gives up what a page still loads as it is left: the live stream, perhaps the icon.
        if request.failure != "net::ERR_ABORTED":
            self._complain(f"failed: {request.method} {request.url} {request.failure}")

    def _read(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected_statuses:
            self._complain(f"answered {response.status}: {response.request.method} {response.url}")


NewPerson = Callable[..., Person]


@contextmanager
def gathered(chromium: Browser, url: str, screen: Screen, test: str) -> Iterator[NewPerson]:
    """`person(name, script=True)`: somebody new at this screen. Complaints of any of them fail the test at its end."""
    people: list[Person] = []
    album = Path(ALBUM, test.partition("[")[0]) if ALBUM else None
    if album is not None:
        album.mkdir(parents=True, exist_ok=True)

    def new_person(name: str, *, script: bool = True) -> Person:
        size = ViewportSize(width=screen.width, height=screen.height)
        context = chromium.new_context(viewport=size, java_script_enabled=script)
        context.set_default_timeout(PATIENCE)
        person = Person(name, url, screen, context, album)
        person.watch()
        people.append(person)
        return person

    try:
        yield new_person
        complaints = [complaint for person in people for complaint in person.complaints]
        assert not complaints, "\n".join(complaints)
    finally:
        for person in people:
            person.context.close()
