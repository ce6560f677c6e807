"""A customer signs in by nothing but the keyboard, or without scripts, and looks at what is theirs."""

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


def the_link(office: Office, email: str) -> str:
    """Where the mail that signs in leads."""
    mails = eventually(
        lambda: [one for one in office.world.mails(email) if LINK.search(one["text"])], "the link arrives"
    )
    link = LINK.search(mails[-1]["text"])
    assert link
    return link[1]


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
    tab.goto(office.world.url + the_link(office, email))
    tab_to(tab, "Sign in")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("/customer$"))
    dana.look(tab, "account")
    found = violations(tab)
    tab_to(tab, "Sign out")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("/customer/login$"))

    assert found == []


@pytest.mark.shows("ACC-5")
def test_without_scripts_one_more_press_each_lets_them_in(office: Office, person: NewPerson) -> None:
    sent = office.send()
    email = sent.customer["email"]
    dana = person("customer", script=False)
    tab = dana.open(f"/customer/login?portal={office.slug}")

    tab.get_by_label("Email").fill(email)
    dana.read(tab)
    tab.get_by_role("button", name="Send me a link").click()
    dana.look(tab, "asked")
    dana.read(tab)
    tab.get_by_role("button", name="Send it").click()
    expect(tab).to_have_url(re.compile("/customer/login/code"))
    tab.goto(office.world.url + the_link(office, email))
    dana.read(tab)
    tab.get_by_role("button", name="Sign in").click()
    dana.look(tab, "asked again")
    dana.read(tab)
    tab.get_by_role("button", name="Sign in").click()

    expect(tab).to_have_url(re.compile("/customer$"))
    dana.look(tab, "account")
