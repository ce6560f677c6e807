"""Every page there is, looked at by axe-core: on a phone, on a desk, and in the dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Tab

from tests.browser.axe import violations
from tests.portal.pages.browsed_site import Site, visited
from tests.portal.pages.sample_pages import PAGES

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium at /usr/bin/chromium")
BAD = """
<!doctype html><html><title>Bad</title><style>p { color: #999; background: #fff }</style>
<main><h1>Bad</h1><img src="data:,"><p>Hardly to be read</p><form><input type="text"></form></main></html>
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(chromium: Browser) -> Iterator[Site]:
    """One tab for all pages: opening a browser for each would take longer than looking at it."""
    with visited(chromium, scripted=True) as opened:
        yield opened


def light(tab: Tab) -> None:
    # What fades in is on its way to being readable.
    tab.emulate_media(color_scheme="light", reduced_motion="reduce")


@pytest.mark.parametrize("name", PAGES)
def test_nobody_stumbles_over_it(site: Site, name: str) -> None:
    tab, found = site.tab, {}

    light(tab)
    tab.set_viewport_size({"width": 390, "height": 844})
    site.open("/page", name)
    found["phone"] = violations(tab)
    tab.set_viewport_size({"width": 1280, "height": 800})
    found["desk"] = violations(tab)
    tab.emulate_media(color_scheme="dark")
    found["dark"] = violations(tab, "color-contrast")

    assert {where: what for where, what in found.items() if what} == {}


def test_what_anybody_would_stumble_over_is_found(chromium: Browser) -> None:
    tab = chromium.new_page()
    tab.set_content(BAD)

    found = {one.partition(":")[0] for one in violations(tab)}

    tab.close()
    assert {"image-alt", "color-contrast", "label", "html-has-lang"} <= found
