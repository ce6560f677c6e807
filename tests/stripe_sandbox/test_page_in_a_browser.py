"""The hosted page in Chromium, on a phone and on a desk, without JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .support import Endpoint, Running, line, running

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium at /usr/bin/chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this file."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, "--no-first-run"])
        yield chromium
        chromium.close()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of either size that runs no script."""
    context = browser.new_context(viewport=request.param, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def shop(tmp_path: Path, endpoint: Endpoint) -> Iterator[Running]:
    """A sandbox whose customers come back to another origin, as a portal behind its own host name is."""
    with running(tmp_path / "stripe.db", endpoint) as started:
        yield started


def elsewhere(running: Running, path: str) -> str:
    """An address of the same server by its other name, which a browser holds for another origin."""
    return running.url.replace("127.0.0.1", "localhost") + path


def test_a_customer_pays_and_comes_back_to_another_origin(shop: Running, page: Page) -> None:
    back = elsewhere(shop, "/?session={CHECKOUT_SESSION_ID}")
    opened = shop.open_session(success_url=back)

    page.goto(str(opened.url))
    page.get_by_role("button", name="Pay $125.00").click()

    page.wait_for_url(back.replace("{CHECKOUT_SESSION_ID}", opened.id))
    assert shop.session(opened.id).payment_status == "paid"


def test_a_customer_is_told_of_a_decline_and_pays_after_all(shop: Running, page: Page) -> None:
    opened = shop.open_session(success_url=elsewhere(shop, "/"))

    page.goto(str(opened.url))
    page.get_by_role("button", name="Pay with a card that is declined").click()
    told = page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="Pay $125.00").click()

    assert told == "Your card was declined. Nothing was paid. You can try again."
    page.wait_for_url(elsewhere(shop, "/"))
    assert shop.session(opened.id).payment_status == "paid"


def test_a_customer_goes_back_without_paying(shop: Running, page: Page) -> None:
    opened = shop.open_session(cancel_url=elsewhere(shop, "/?back"))

    page.goto(str(opened.url))
    page.get_by_role("link", name="Go back").click()

    page.wait_for_url(elsewhere(shop, "/?back"))
    assert shop.session(opened.id).status == "open"


def test_nothing_is_wider_than_the_screen(shop: Running, page: Page) -> None:
    long_name = "Reinigungsmittelunverträglichkeitsprüfung" * 3
    opened = shop.open_session(line_items=[line(amount=99_999_999, name=long_name)])

    page.goto(str(opened.url))

    size = page.viewport_size
    assert size is not None
    boxes = [element.bounding_box() for element in page.locator("section, table, button").all()]
    assert boxes
    assert all(box is not None and box["x"] >= 0 and box["x"] + box["width"] <= size["width"] for box in boxes)
