"""What a customer does on the pages, as a person would."""

import re
from collections import Counter

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from tests.browser.people import Person
from tests.support.story import Sent


def open_mail(person: Person, to: str, subject: str) -> Tab:
    """The mail in the local mailbox."""
    tab = person.open("/dev/mailbox")
    tab.get_by_role("row").filter(has_text=to).get_by_role("link", name=subject).click()
    expect_heading(tab, re.compile(subject))
    return tab


def follow(mail: Tab, label: str) -> Tab:
    """Presses the mail's button, which opens a tab of its own."""
    button = mail.frame_locator("iframe").get_by_role("link", name=label)
    with mail.context.expect_page() as opened:
        button.click()
    opened.value.wait_for_load_state()
    return opened.value


def letters(person: Person, sent: Sent) -> Counter[tuple[str, str]]:
    """How often each letter about this record lies in the local mailbox, by whom it is to and by its subject."""
    tab = person.open("/dev/mailbox")
    person.look(tab, "mailbox")
    rows = [row.get_by_role("cell").all_inner_texts() for row in tab.get_by_role("row").all()[1:]]
    return Counter((to, subject) for subject, to, *_ in rows if to in {sent.customer["email"], sent.office.email})


def expect_heading(tab: Tab, text: str | re.Pattern[str]) -> None:
    """Waits for the page of this name with its scripts: without them a press counts as that of a program."""
    expect(tab.get_by_role("heading", level=1)).to_have_text(text)
    tab.wait_for_load_state()


def expect_total(tab: Tab, text: str) -> None:
    expect(tab.locator("#totals .grand dd")).to_have_text(text)


def choose(tab: Tab, name: str) -> None:
    """Picks a package, or ticks an extra."""
    tab.locator("label").filter(has=tab.get_by_text(name, exact=True)).click()


def draw_signature(tab: Tab) -> None:
    pad = tab.locator("canvas")
    pad.scroll_into_view_if_needed()
    # The pad is ready once its library has arrived and fitted it to the screen.
    expect(pad).to_have_attribute("data-drawn-width", re.compile(r"\d+"))
    box = pad.bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + 40, box["y"] + 100)
    tab.mouse.down()
    for step in range(40):
        tab.mouse.move(box["x"] + 40 + step * 6, box["y"] + 100 - (step % 8) * 7)
    tab.mouse.up()


def press(tab: Tab, name: str) -> None:
    tab.get_by_role("button", name=name).click()


def tab_to(tab: Tab, target: Locator) -> None:
    """Presses Tab until `target` has the focus."""
    expect(target).to_be_visible()
    for _ in range(60):
        tab.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    message = f"Tab never reaches {target}"
    raise AssertionError(message)
