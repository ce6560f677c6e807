"""A customer signs in by nothing but the keyboard, and looks at what is theirs."""

import re

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.people import NewPerson
from tests.support.story import Office
from tests.support.world import eventually

LINK = re.compile(r"https?://\S+(/customer/login/[^\s?]+)")
MOST_KEYS = 40
_FOCUSED = "(name) => { const at = document.activeElement; return (at.labels?.[0] ?? at).textContent.trim().startsWith(name); }"


def tab_to(tab: Tab, name: str) -> None:
    """Presses Tab until what is called `name` has the focus."""
    for _ in range(MOST_KEYS):
        if tab.evaluate(_FOCUSED, name):
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"{name} is not to be reached by the keyboard")


@pytest.mark.shows("ACC-5", "ACC-6")
def test_by_the_keyboard_alone_they_come_in_look_and_leave(office: Office, person: NewPerson) -> None:
    sent = office.send()
    email = sent.customer["email"]
    dana = person("customer")
    tab = dana.open(f"/customer/login?portal={office.slug}")

    tab_to(tab, "Email")
    tab.keyboard.type(email)
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("/customer/login/code"))
    dana.look(tab, "code")
    mail = eventually(
        lambda: [one for one in office.world.mails(email) if LINK.search(one["text"])], "the link arrives"
    )
    link = LINK.search(mail[-1]["text"])
    assert link
    tab.goto(office.world.url + link[1])
    tab_to(tab, "Sign in")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("/customer$"))
    dana.look(tab, "account")
    found = violations(tab)
    tab_to(tab, "Sign out")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("/customer/login$"))

    assert found == []
