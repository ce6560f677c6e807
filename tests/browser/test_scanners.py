"""A scanner with a real browser: it opens every link with scripts on, fills in and sends every form, and nothing happens."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from tests.browser.people import PATIENCE
from tests.support.held_links import EVERY_FORM, Held, settled
from tests.support.story import Office
from tests.support.world import eventually

pytestmark = pytest.mark.shows("LNK-10")

_DISTRACT = """
() => {
  for (const type of ["pointerdown", "touchstart", "keydown", "wheel", "click", "mousemove"]) {
    for (const target of [document.body, ...document.querySelectorAll("a, button, input, label")]) {
      if (type !== "click" || target.type !== "submit") target.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }
  scrollTo(0, document.body.scrollHeight);
}
"""
_FILL = """
(form) => {
  for (const field of form.elements) {
    if (field.type === "hidden") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = true;
    else if (field.tagName === "SELECT") field.selectedIndex = field.options.length - 1;
    else if ("value" in field && field.tagName !== "BUTTON" && !field.value) field.value = "on";
  }
}
"""
# Past what the browser itself would ask to be filled in, as scanners send forms; and by a press that no hand did.
# Each tells whether the form is on its way: a script of the page may have held it back.
_WAYS = {
    "sent": "(form) => { HTMLFormElement.prototype.submit.call(form); return true; }",
    "pressed": """
(form) => {
  let sent = null;
  addEventListener("submit", (event) => { sent = event; }, { once: true });
  form.noValidate = true;
  form.querySelector("button")?.click();
  return sent !== null && !sent.defaultPrevented;
}
""",
}
_FORMS = 'form[method="post"]'


@pytest.fixture
def scanner(chromium: Browser) -> Iterator[Tab]:
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("way", _WAYS)
@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.__name__)
def test_nothing_changes_whatever_it_does(
    office: Office, scanner: Tab, form: Callable[[Office], Held], way: str
) -> None:
    held = form(office)
    before = settled(held)
    count = look(scanner, held.address)

    for number in range(count):
        look(scanner, held.address)
        send(scanner, number, way)
        # Whatever page answers is gone through in its turn.
        for further in range(scanner.locator(_FORMS).count()):
            if further < scanner.locator(_FORMS).count():
                send(scanner, further, way)

    assert count
    assert held.state() == before


def look(scanner: Tab, address: str) -> int:
    """Opens the page with its scripts, makes believe that somebody is there, and counts the forms."""
    scanner.goto(address, wait_until="networkidle")
    scanner.evaluate(_DISTRACT)
    return scanner.locator(_FORMS).count()


def send(scanner: Tab, number: int, way: str) -> None:
    """Fills in a form of the page and sends it, and waits for the page that answers."""
    one = scanner.locator(_FORMS).nth(number)
    one.evaluate(_FILL)
    arrived: list[Tab] = []

    def note(page: Tab) -> None:
        arrived.append(page)

    scanner.once("domcontentloaded", note)
    if one.evaluate(_WAYS[way]):
        eventually(lambda: scanner.wait_for_timeout(20) or arrived, "the answer to the form is there")
        scanner.wait_for_load_state("networkidle")
    else:
        scanner.remove_listener("domcontentloaded", note)
