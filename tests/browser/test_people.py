"""The watch that is kept in every browser of this folder misses nothing."""

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.people import PHONE, gathered
from tests.support.world import eventually

SITE = "http://portal.test"
BAD = """
<!doctype html><title>Bad</title><link rel="icon" href="data:,">
<p style="width: 500px">Wider than a phone</p>
<script>document.title = "never"</script>
<script nonce="n">
console.error("Oh no");
fetch("/gone");
fetch("/lost");
setTimeout(() => { throw new Error("Thrown"); });
</script>
"""


def answer(route: Route) -> None:
    if route.request.url.endswith("/lost"):
        route.abort()
    elif route.request.url.endswith("/gone"):
        route.fulfill(status=404)
    else:
        headers = {"Content-Security-Policy": "script-src 'nonce-n'"}
        route.fulfill(content_type="text/html", headers=headers, body=BAD)


def browse(chromium: Browser) -> None:
    wrong = (
        "Content Security Policy",
        "Oh no",
        "Thrown",
        "answered 404",
        "GET http://portal.test/lost",
        "of 390 pixels",
    )
    with gathered(chromium, SITE, PHONE, "watched") as new_person:
        person = new_person("customer")
        person.context.route("**/*", answer)
        tab = person.open("/")
        person.look(tab, "bad")
        eventually(lambda: tab.title() and all(what in str(person.complaints) for what in wrong), "all is noted")


def test_whatever_goes_wrong_in_a_browser_fails_the_test(chromium: Browser) -> None:
    with pytest.raises(AssertionError) as failed:
        browse(chromium)

    assert "Oh no" in str(failed.value)
