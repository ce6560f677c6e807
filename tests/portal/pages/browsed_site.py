"""A tab of a real browser whose every request is answered here, under the policy of production."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

from playwright.sync_api import Browser, ConsoleMessage, Request, Route
from playwright.sync_api import Page as Tab

from services.portal.domain.brand import brand_css, dress_css, palette
from services.portal.pages.quote_document import Totals
from services.portal.pages.rendering import Page, render
from tests.portal.pages.sample_pages import FRAGMENT, PAGES, TOTALS
from tests.portal.pages.sample_quotes import NONCE, OPTIONS

SITE = "http://portal.test"
POLICY = (
    f"default-src 'self'; script-src 'nonce-{NONCE}'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
BASIC: Totals = {**OPTIONS[0]["totals"], "deposit_due": 0}
NEWS = {
    "id": "n9",
    "title": "Deposit paid",
    "text": "<b>$767.22</b>",
    "url": "/office/estimate",
    "at": "2026-11-23T21:05:00Z",
    "kind": "InvoicePaid",
}


class Site:
    """Answers the pages by address and whatever they ask for, and notes everything that is posted."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.pages: dict[str, tuple[str, Page]] = {}
        self.posts: list[Request] = []
        self.complaints: list[str] = []
        self.totals_status = 200
        self.news = NEWS
        tab.route("**/*", self._answer)
        tab.on("console", self._listen)

    def open(self, path: str, name: str) -> Tab:
        self.pages[path] = PAGES[name]
        self.tab.goto(SITE + path)
        return self.tab

    def posts_to(self, path: str) -> list[dict[str, list[str]]]:
        sent = [post for post in self.posts if post.url == SITE + path]
        return [parse_qs(post.post_data or "", keep_blank_values=True) for post in sent]

    def _listen(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def _answer(self, route: Route) -> None:
        request = route.request
        path = request.url.removeprefix(SITE).split("?")[0]
        if request.method == "POST":
            self.posts.append(request)
            self._page(route, *PAGES["confirm"])
        elif path in self.pages:
            self._page(route, *self.pages[path])
        elif path.startswith("/static/"):
            route.fulfill(path=Path("services/portal") / path[1:])
        elif path.endswith("/brand.css"):
            route.fulfill(content_type="text/css", body=brand_css(palette("#1f6f54")))
        elif path.endswith("/look.css"):
            route.fulfill(content_type="text/css", body=dress_css(request.url.partition("colour=")[2]))
        elif path.endswith("/totals"):
            fragment = replace(FRAGMENT, totals=BASIC) if "option_id=basic" in request.url else FRAGMENT
            route.fulfill(status=self.totals_status, content_type="text/html", body=render(TOTALS, fragment))
        elif path == "/office/live":
            route.fulfill(content_type="text/event-stream", body=f"retry: 200\ndata: {json.dumps(self.news)}\n\n")
        else:
            route.fulfill(status=204)

    def _page(self, route: Route, template: str, context: Page) -> None:
        headers = {"Content-Security-Policy": POLICY}
        route.fulfill(content_type="text/html; charset=utf-8", headers=headers, body=render(template, context))


@contextmanager
def visited(chromium: Browser, *, scripted: bool) -> Iterator[Site]:
    context = chromium.new_context(java_script_enabled=scripted, viewport={"width": 1280, "height": 900})
    site = Site(context.new_page())
    yield site
    context.close()
    assert site.complaints == []
