"""One embedded Porchlight and one Chromium for this folder; every test opens a workspace of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.people import DESK, PATIENCE, PHONE, NewPerson, Screen, gathered
from tests.support import world
from tests.support.story import Office, open_office

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_USUAL_PATIENCE = 5_000.0


# Not for the session: while Playwright runs, no other test of this process could have an event loop of its own.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield browser
        expect.set_options(timeout=_USUAL_PATIENCE)
        browser.close()


@pytest.fixture(scope="package")
def running(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[world.World]:
    """Asks for the browser so that nothing is started in vain."""
    started = world.embedded(tmp_path_factory.mktemp("browser") / "data")
    started.start()
    yield started
    started.close()


@pytest.fixture
def office(running: world.World) -> Iterator[Office]:
    opened = open_office(running)
    yield opened
    opened.client.close()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def screen(request: pytest.FixtureRequest) -> Screen:
    chosen: Screen = request.param
    return chosen


@pytest.fixture
def person(
    chromium: Browser, running: world.World, screen: Screen, request: pytest.FixtureRequest
) -> Iterator[NewPerson]:
    """`person("customer")`: somebody at a browser. Whatever goes wrong in it fails the test at its end."""
    with gathered(chromium, running.url, screen, request.node.name) as new_person:
        yield new_person
