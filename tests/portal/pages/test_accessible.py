"""Every page there is, looked at by axe-core: on a phone and on a desk, by day and in the dark, in each of its languages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from services.portal.pages.rendering import Page
from tests.browser.axe import violations
from tests.portal.pages.browsed_site import SITE, Site, visited
from tests.portal.pages.sample_pages import CUSTOMER_PAGES, PAGES

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium at /usr/bin/chromium")
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that the dark can break; all others have looked at the same page by day."""
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


def speaking(name: str, language: str) -> tuple[str, Page]:
    """The page in that language."""
    template, content = PAGES[name]
    page: Any = content
    return template, replace(page, shell=replace(page.shell, locale=language))


@pytest.mark.parametrize(
    ("name", "language"),
    [*((name, "en_US") for name in PAGES), *((name, "es_US") for name in CUSTOMER_PAGES)],
)
def test_nobody_stumbles_over_it(site: Site, name: str, language: str) -> None:
    tab, found = site.tab, {}
    site.pages["/page"] = speaking(name, language)

    # What fades in is on its way to being readable.
    tab.emulate_media(color_scheme="light", reduced_motion="reduce")
    tab.set_viewport_size(PHONE)
    tab.goto(f"{SITE}/page")
    found["phone"] = violations(tab)
    tab.emulate_media(color_scheme="dark")
    found["phone in the dark"] = violations(tab, *OF_COLOURS)
    tab.set_viewport_size(DESK)
    found["desk in the dark"] = violations(tab, *OF_COLOURS)
    tab.emulate_media(color_scheme="light")
    found["desk"] = violations(tab)

    assert {where: what for where, what in found.items() if what} == {}


def test_what_anybody_would_stumble_over_is_found(chromium: Browser) -> None:
    tab = chromium.new_page()
    tab.set_content(BAD)

    found = {one.partition(":")[0] for one in violations(tab)}

    tab.close()
    assert {"image-alt", "color-contrast", "label", "html-has-lang"} <= found
