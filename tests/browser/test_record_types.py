"""A record of every type the whole way: its page on a phone and on a desk, and one way to answer it each."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.customer import choose, draw_signature, expect_heading, follow, open_mail, press, tab_to
from tests.browser.people import DESK, PHONE, NewPerson, Person
from tests.browser.records import send_record
from tests.support.story import Office, Sent
from tests.support.world import eventually

pytestmark = pytest.mark.timeout(900)
BUSINESS = "Flow Test Cleaning"


def look_closely(person: Person, tab: Tab, step: str) -> None:
    """On both screens, whichever the person is at: nothing sticks out, and nobody stumbles over anything."""
    own = person.screen
    for screen in (PHONE, DESK):
        tab.set_viewport_size({"width": screen.width, "height": screen.height})
        person.screen = screen
        person.look(tab, step)
        person.complaints += [f"{step} on the {screen.name}: {what}" for what in violations(tab)]
    person.screen = own
    tab.set_viewport_size({"width": own.width, "height": own.height})


def open_page(person: Person, sent: Sent, kind: str) -> Tab:
    """The record's page, by the button of its mail."""
    eventually(sent.mails, "it is mailed")
    page = follow(open_mail(person, sent.customer["email"], f"Your {kind}"), f"View your {kind}")
    expect_heading(page, sent.drafted["title"])
    look_closely(person, page, sent.drafted["record_type"])
    return page


def sign(person: Person, page: Tab, sent: Sent, signature: Callable[[Tab], None]) -> None:
    """Signs, and looks at the confirmation."""
    page.get_by_label("Your full name").fill(sent.customer["name"])
    signature(page)
    page.get_by_label("I agree to sign").check()
    page.locator("#accept-button").click()
    expect_heading(page, f"Thank you, {sent.customer['name']}")
    look_closely(person, page, "accepted")


def signed(sent: Sent) -> tuple[str, str | None, int]:
    """How it was signed, for what, and the total."""
    acceptance = sent.estimate()["acceptance"]
    return acceptance["signature_kind"], acceptance["option_name"], acceptance["total"]


@pytest.mark.parametrize("screen", [PHONE], ids=["phone"], indirect=True)
@pytest.mark.shows("SGN-3", "SGN-1", "EST-1", "EST-4")
def test_a_generic_estimate_is_signed_by_hand(office: Office, person: NewPerson) -> None:
    sent = send_record(office, "generic", public_token=True)
    customer = person("customer")

    page = open_page(customer, sent, "estimate")
    sign(customer, page, sent, draw_signature)

    assert signed(sent) == ("drawn", None, 62_217)


@pytest.mark.parametrize("screen", [DESK], ids=["desk"], indirect=True)
@pytest.mark.shows("SGN-3", "SGN-1", "EST-1", "LNK-1")
def test_an_asphalt_estimate_is_signed_in_type_behind_a_signed_link(office: Office, person: NewPerson) -> None:
    sent = send_record(office, "asphalt", public_token=False)
    customer = person("customer")

    page = open_page(customer, sent, "estimate")
    assert "/l/" in page.url
    page.get_by_label("Type it").check()
    sign(customer, page, sent, lambda tab: tab.get_by_label("Type your name once more").fill(sent.customer["name"]))

    kind, _, total = signed(sent)
    assert (kind, total) == ("typed", sent.drafted["totals"]["total"])


@pytest.mark.parametrize("screen", [DESK], ids=["desk"], indirect=True)
@pytest.mark.shows("SGN-3", "SGN-1", "EST-2")
def test_a_residential_proposal_is_chosen_and_signed_by_keyboard_alone(office: Office, person: NewPerson) -> None:
    sent = send_record(office, "residential", public_token=True)
    customer = person("customer")
    page = open_page(customer, sent, "proposal")

    tab_to(page, page.get_by_role("radio", name="Complete"))
    page.keyboard.press("ArrowUp")
    tab_to(page, page.get_by_label("Your full name"))
    page.keyboard.type(sent.customer["name"])
    tab_to(page, page.get_by_label("Draw it"))
    page.keyboard.press("ArrowRight")
    tab_to(page, page.get_by_label("Type your name once more"))
    page.keyboard.type(sent.customer["name"])
    tab_to(page, page.get_by_label("I agree to sign"))
    page.keyboard.press("Space")
    tab_to(page, page.locator("#accept-button"))
    page.keyboard.press("Enter")
    expect_heading(page, f"Thank you, {sent.customer['name']}")
    look_closely(customer, page, "accepted")

    assert signed(sent) == ("typed", "Basic", 38_000)


@pytest.mark.parametrize("screen", [PHONE], ids=["phone"], indirect=True)
@pytest.mark.shows("EST-3", "EST-4", "EST-2")
def test_a_fleet_offer_is_declined(office: Office, person: NewPerson) -> None:
    sent = send_record(office, "fleet", public_token=False)
    customer = person("customer")
    page = open_page(customer, sent, "maintenance plan")

    page.get_by_text("Not going ahead?").click()
    page.get_by_label("What is the main reason?").select_option("The price")
    page.get_by_label("Anything you would like to add?").fill("We have bought a washer.")
    press(page, "Decline")
    expect(page.get_by_text("You declined this")).to_be_visible()
    look_closely(customer, page, "declined")

    assert (sent.estimate()["status"], sent.estimate()["reason"]) == ("declined", "The price: We have bought a washer.")


@pytest.mark.parametrize("screen", [DESK], ids=["desk"], indirect=True)
@pytest.mark.shows("EST-6", "EST-3")
def test_changes_to_a_commercial_estimate_are_asked_for_and_the_answer_is_on_the_page(
    office: Office, person: NewPerson
) -> None:
    sent = send_record(office, "commercial_building", public_token=True)
    customer = person("customer")
    page = open_page(customer, sent, "estimate")

    page.get_by_label("Your message").fill("Floors 8 and 9 are let from January. Leave them out, please.")
    page.get_by_label("Please change the estimate before I accept").check()
    press(page, "Send message")
    expect(page.get_by_text("Your message was sent.")).to_be_visible()
    office.call("POST", f"/estimates/{sent.estimate_id}/notes", {"text": "Gladly. A new version follows today."})
    page.goto(sent.link)
    expect(page.get_by_text("A new version follows today.")).to_be_visible()
    look_closely(customer, page, "changes asked for")

    assert sent.estimate()["status"] == "changes_requested"


@pytest.mark.parametrize("screen", [PHONE], ids=["phone"], indirect=True)
@pytest.mark.shows("HOL-1", "LNK-3", "LKP-1", "SGN-3")
def test_holiday_lights_are_looked_up_on_their_page_and_signed(office: Office, person: NewPerson) -> None:
    sent = send_record(office, "holiday_lights", public_token=False)
    customer, email = person("customer"), sent.customer["email"]
    seasonal = f"{office.world.url}/portal/{office.slug}/holiday-lights"
    eventually(sent.mails, "it is mailed")

    page = follow(open_mail(customer, email, "Your proposal"), "View your proposal")
    expect_heading(page, "See your holiday lights")
    assert page.url.startswith(seasonal)
    look_closely(customer, page, "seasonal page")
    page.get_by_label("Email or phone").fill(email)
    press(page, "Email me my link")
    expect_heading(page, "Check your inbox")
    eventually(lambda: sent.mails("holiday lights"), "the link is mailed")
    design = follow(open_mail(customer, email, f"Your holiday lights from {BUSINESS}"), "View your design")
    expect_heading(design, "Holiday lights 2026")
    expect(design.get_by_role("img", name="Before, From the street")).to_be_visible()
    look_closely(customer, design, "design")
    choose(design, "Classic")
    sign(customer, design, sent, draw_signature)

    front = customer.open(f"/portal/{office.slug}")
    front.get_by_role("link", name="Your holiday lights").click()
    expect_heading(front, "Holiday lights 2026")
    expect(front.get_by_text("There is nothing more to sign.")).to_be_visible()
    assert front.url == seasonal
    look_closely(customer, front, "tab")
    assert signed(sent) == ("drawn", "Classic", 186_000)
    assert re.search(r"/l/[^/]+\.[^/]+\.[^/]+", design.url)
