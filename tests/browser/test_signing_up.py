"""A new business opens its workspace at a screen, with and without scripts."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.people import NewPerson, Person
from tests.support.story import PASSWORD

pytestmark = pytest.mark.shows("ACC-1", "OFF-1")


def fill(tab: Tab, company: str, email: str) -> None:
    tab.get_by_label("Company name").fill(company)
    tab.get_by_label("Your email").fill(email)
    tab.get_by_label("Password").fill(PASSWORD)


def opened(person: Person, tab: Tab, slug: str) -> None:
    """In the office, with a portal that anybody reaches."""
    expect(tab.get_by_role("heading", level=1)).to_have_text("Dashboard")
    person.look(tab, "office")
    portal = person.open(f"/portal/{slug}")
    expect(portal.get_by_role("heading", level=1)).to_be_visible()
    person.look(portal, "portal")


def test_the_form_proposes_an_address_and_opens_the_workspace(person: NewPerson) -> None:
    owner, mark = person("owner"), uuid4().hex[:8]
    tab = owner.open("/office/login")
    tab.get_by_role("link", name="Open a workspace").click()
    owner.look(tab, "empty")

    fill(tab, f"Miguel's Gutters {mark}", f"miguel@{mark}.example")
    expect(tab.get_by_label("Address of your portal")).to_have_value(f"miguels-gutters-{mark}")
    tab.get_by_label("Address of your portal").fill("office")
    expect(tab.get_by_role("status").filter(has_text="office-2 is free")).to_be_visible()
    owner.look(tab, "taken")
    tab.get_by_label("Address of your portal").fill(f"gutters-{mark}")
    expect(tab.get_by_role("status").filter(has_text=f"gutters-{mark} is free")).to_be_visible()
    owner.read(tab)
    tab.get_by_role("button", name="Open my workspace").click()

    opened(owner, tab, f"gutters-{mark}")


def test_without_scripts_the_proposal_is_asked_about(person: NewPerson) -> None:
    owner, mark = person("owner", script=False), uuid4().hex[:8]
    owner.expected_statuses = {422}
    tab = owner.open("/office/sign-up")

    fill(tab, f"Miguel's Gutters {mark}", f"miguel@{mark}.example")
    tab.get_by_role("button", name="Open my workspace").click()
    owner.look(tab, "proposed")
    expect(tab.get_by_label("Address of your portal")).to_have_value(f"miguels-gutters-{mark}")
    tab.get_by_label("Password").fill(PASSWORD)
    owner.read(tab)
    tab.get_by_role("button", name="Open my workspace").click()

    opened(owner, tab, f"miguels-gutters-{mark}")
