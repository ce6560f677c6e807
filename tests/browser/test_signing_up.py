"""A new business opens its workspace at a screen, with and without scripts."""

import re
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.people import NewPerson, Person
from tests.support.images import image
from tests.support.story import PASSWORD
from tests.support.world import World, eventually

pytestmark = pytest.mark.shows("ACC-1", "OFF-1")
TWO_MINUTES = 120.0


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


@pytest.mark.shows("BRD-1", "SET-2")
def test_within_two_minutes_a_new_business_has_its_own_proposal_in_its_mail(
    person: NewPerson, running: World, tmp_path: Path
) -> None:
    owner, mark, start = person("owner"), uuid4().hex[:8], time.monotonic()
    logo = tmp_path / "logo.png"
    logo.write_bytes(image("PNG", size=(240, 80)))
    tab = owner.open("/office/sign-up")
    fill(tab, f"Miguel's Gutters {mark}", f"miguel@{mark}.example")
    expect(tab.get_by_label("Address of your portal")).to_have_value(f"miguels-gutters-{mark}")
    owner.read(tab)
    tab.get_by_role("button", name="Open my workspace").click()
    expect(tab.get_by_role("heading", name="First steps")).to_contain_text("0 of 6 done")
    owner.look(tab, "first steps")

    tab.get_by_role("link", name="Add your brand").click()
    tab.get_by_role("link", name="New brand").click()
    tab.get_by_label("Name of the brand").fill("Gutters")
    tab.get_by_label("Colour").fill("#b4540a")
    tab.get_by_label("Logo").set_input_files(logo)
    expect(tab.locator("img[data-logo]").first).to_be_visible()
    owner.look(tab, "brand")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("Saved.")).to_be_visible()
    tab.goto(f"{owner.url}/office")
    tab.get_by_role("link", name="Name your services").click()
    tab.get_by_label("What you can be asked for").fill("Gutter clearing\nGutter guards")
    tab.get_by_role("button", name="Save").click()
    tab.goto(f"{owner.url}/office")
    expect(tab.get_by_role("heading", name="First steps")).to_contain_text("2 of 6 done")
    owner.look(tab, "two done")

    tab.get_by_role("button", name="Make me a sample").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Sample: exterior cleaning")
    owner.look(tab, "ready to send")
    tab.locator("#send").get_by_role("button", name="Send").click()
    sent = eventually(lambda: mails_to(running, f"miguel@{mark}.example"), "the proposal arrives")
    customer = person("customer")
    page = customer.open(re.findall(r"http://\S+/quote/[\w-]+\S*", sent[0]["text"])[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Sample: exterior cleaning")
    expect(page.locator(".masthead img")).to_be_visible()
    taken = time.monotonic() - start
    customer.look(page, "own proposal")

    tab.goto(f"{owner.url}/office")
    expect(tab.get_by_role("heading", name="First steps")).to_contain_text("4 of 6 done")
    owner.look(tab, "four done")
    assert taken < TWO_MINUTES


def mails_to(running: World, address: str) -> list[dict[str, Any]]:
    return [mail for mail in running.mails() if mail["to"] == address and "/quote/" in mail["text"]]
