"""What the office does with a customer's link: tries the page it opens, takes it back, and learns why it did not go out."""

import pytest
from playwright.sync_api import expect

from tests.browser.customer import choose, draw_signature, expect_heading, expect_total, press
from tests.browser.desk import sign_in
from tests.browser.people import NewPerson
from tests.support.held_links import Held, settled
from tests.support.story import Office, Sent
from tests.support.world import eventually

pytestmark = pytest.mark.timeout(900)


@pytest.mark.shows("LNK-7")
def test_the_whole_signing_is_walked_through_and_nothing_is_accepted(office: Office, person: NewPerson) -> None:
    sent = office.send(public_token=False)
    held = Held(sent, sent.link)
    before = settled(held)
    staff = person("office")
    desk = sign_in(staff, sent)

    desk.get_by_role("link", name="View public page").click()
    expect(desk.get_by_text("Preview.")).to_be_visible()
    staff.look(desk, "preview")
    choose(desk, "Basic")
    expect_total(desk, "$420.00")
    desk.get_by_label("Your full name").fill("Sam Office")
    draw_signature(desk)
    desk.get_by_label("I agree to sign").check()
    press(desk, "Accept and sign a deposit of $105.00 is due next")
    expect_heading(desk, "Thank you, Sam Office")
    expect(desk.get_by_text("This was a preview.")).to_be_visible()
    staff.look(desk, "signing tried")
    press(desk, "Pay the deposit of $105.00")
    expect_heading(desk, "This was a preview")
    staff.look(desk, "paying tried")
    desk.goto(sent.link)

    assert desk.url == f"{office.world.url}/office/estimates/{sent.estimate_id}/preview"
    assert held.state() == before


@pytest.mark.shows("LNK-11", "LNK-1")
def test_a_link_that_was_taken_back_sends_a_fresh_one_to_whoever_opens_it(office: Office, person: NewPerson) -> None:
    sent = office.send()
    staff, customer = person("office"), person("customer")
    customer.expected_statuses.add(410)
    desk = sign_in(staff, sent)

    desk.get_by_text("Withdraw links").click()
    staff.look(desk, "withdrawing")
    desk.get_by_label("One link, as the customer has it").fill(sent.link)
    press(desk, "Withdraw it")
    expect(desk.get_by_text("Links revoked")).to_be_visible()
    page = customer.open(sent.link)
    expect_heading(page, "This link was withdrawn")
    customer.look(page, "withdrawn")
    page.mouse.move(100, 100)
    press(page, "Email me a fresh link")
    expect_heading(page, "Check your inbox")

    fresh = fresh_link(sent)
    page.goto(fresh)
    expect_heading(page, sent.drafted["title"])


def fresh_link(sent: Sent) -> str:
    """The link of the newest mail."""
    letters = eventually(lambda: sent.mails()[1:], "the fresh link is mailed")
    return next(word for word in str(letters[-1]["text"]).split() if "/quote/" in word)


@pytest.mark.shows("LNK-8")
def test_a_send_that_fails_says_why_leaves_a_draft_and_may_go_another_way(office: Office, person: NewPerson) -> None:
    customer = office.add_customer(email=None, phone="+1 212 555 0100")
    drafted = office.draft(customer["customer_id"])
    sent = Sent(office, customer, drafted, "")
    staff = person("office")
    staff.expected_statuses.add(422)
    desk = sign_in(staff, sent)

    desk.get_by_role("link", name="Send", exact=True).click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_be_visible()
    staff.look(desk, "dialog")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The customer cannot be reached that way.")
    staff.look(desk, "not sent")
    kept = sent.estimate()["status"]
    dialog.get_by_label("Text message").check()
    dialog.get_by_role("button", name="Try again").click()

    assert kept == "draft"
    eventually(lambda: sent.estimate()["status"] == "sent", "it went out as a text")
