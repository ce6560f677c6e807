"""Every customer page is light and holds still: what it transfers, whom it asks, and whether anything jumps."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from playwright.sync_api import Request, Response, sync_playwright

from tests.portal.pages.browsed_site import SITE, Site, visited
from tests.portal.pages.sample_pages import CUSTOMER_PAGES
from tests.portal.pages.test_accessible import ARGUMENTS, CHROMIUM

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium at /usr/bin/chromium")
BUDGET = 60_000
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value; })
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 50)));
})"""


@dataclass
class Visit:
    """A phone's tab, and all that has gone over its wire."""

    site: Site
    requests: list[Request] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site.tab.on("request", self._note_request)
        self.site.tab.on("response", self._note_answer)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request)

    def _note_answer(self, answer: Response) -> None:
        self.answers.append(answer)

    def open(self, name: str) -> None:
        template, content = CUSTOMER_PAGES[name]
        page: Any = content
        self.site.pages["/light"] = template, replace(page, shell=replace(page.shell, locale="es_US"))
        self.requests.clear()
        self.answers.clear()
        self.site.tab.goto(f"{SITE}/light", wait_until="networkidle")

    def transferred(self) -> dict[str, int]:
        """The bytes of all but images. Pages come as they are: packed, their size would tell of what is secret in them."""
        sizes = {}
        for answer in self.answers:
            if answer.request.resource_type in {"document", "stylesheet", "script", "fetch"} and answer.ok:
                body = answer.body()
                sizes[answer.url] = len(gzip.compress(body) if "/static/" in answer.url else body)
        return sizes


@pytest.fixture(scope="module")
def visit() -> Iterator[Visit]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with visited(browser, scripted=True) as site:
            site.tab.set_viewport_size({"width": 390, "height": 844})
            yield Visit(site)
        browser.close()


@pytest.mark.shows("ACC-6", "EST-4", "PAY-1")
@pytest.mark.parametrize("name", CUSTOMER_PAGES)
def test_it_is_light_asks_no_other_host_and_holds_still(visit: Visit, name: str) -> None:
    visit.open(name)

    shifted, sizes = visit.site.tab.evaluate(SHIFTS), visit.transferred()

    assert [one.url for one in visit.requests if not one.url.startswith((f"{SITE}/", "data:"))] == []
    assert 0 < sum(sizes.values()) <= BUDGET, sizes
    assert shifted == 0
