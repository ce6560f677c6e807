"""Accepting with a keyboard, accepting without script, a card that is declined, and saying no."""

import pytest
from playwright.sync_api import expect

from tests.browser.customer import choose, expect_heading, expect_total, letters, press, tab_to
from tests.browser.desk import hears, sign_in
from tests.browser.people import DESK, NewPerson
from tests.support.rest import at_rest
from tests.support.story import Office, Sent
from tests.support.world import eventually

pytestmark = pytest.mark.timeout(900)


def paid(sent: Sent) -> bool:
    invoice = sent.invoice()
    return invoice is not None and invoice["status"] == "paid"


@pytest.mark.parametrize("screen", [DESK], ids=["desk"], indirect=True)
@pytest.mark.shows("SGN-1", "SGN-4", "PAY-2")
def test_a_keyboard_is_enough_to_choose_sign_and_pay(office: Office, person: NewPerson) -> None:
    sent = office.send()
    customer = person("customer")
    page = customer.open(sent.link)

    tab_to(page, page.get_by_role("radio", name="Premium"))
    page.keyboard.press("ArrowUp")
    expect_total(page, "$420.00")
    tab_to(page, page.get_by_role("checkbox", name="Gutter clearing"))
    page.keyboard.press("Space")
    expect_total(page, "$605.00")
    tab_to(page, page.get_by_label("Your full name"))
    page.keyboard.type(sent.customer["name"])
    tab_to(page, page.get_by_label("Draw it"))
    page.keyboard.press("ArrowRight")
    tab_to(page, page.get_by_label("Type your name once more"))
    page.keyboard.type(sent.customer["name"])
    tab_to(page, page.get_by_label("I agree to sign"))
    page.keyboard.press("Space")
    customer.look(page, "filled in")
    tab_to(page, page.get_by_role("button", name="Accept and sign a deposit of $151.25 is due next"))
    page.keyboard.press("Enter")
    expect_heading(page, f"Thank you, {sent.customer['name']}")
    tab_to(page, page.get_by_role("button", name="Pay the deposit of $151.25"))
    page.keyboard.press("Enter")
    expect_heading(page, "Pay Flow Test Cleaning")
    tab_to(page, page.get_by_role("button", name="Pay $151.25"))
    page.keyboard.press("Enter")
    expect_heading(page, "Paid. Thank you!")
    customer.look(page, "paid")

    acceptance = sent.estimate()["acceptance"]
    assert (acceptance["signature_kind"], acceptance["signature_text"]) == ("typed", sent.customer["name"])
    assert (acceptance["option_name"], acceptance["total"]) == ("Basic", 60_500)
    assert paid(sent)


@pytest.mark.shows("SGN-1", "SGN-4", "PAY-2", "PAY-3")
def test_no_script_is_needed_to_choose_sign_and_pay(office: Office, person: NewPerson) -> None:
    sent = office.send()
    customer = person("customer", script=False)
    page = customer.open(sent.link)

    choose(page, "Basic")
    choose(page, "Gutter clearing")
    press(page, "Update total")
    expect_total(page, "$605.00")
    page.get_by_label("Your full name").fill(sent.customer["name"])
    page.get_by_label("Type your name once more").fill(sent.customer["name"])
    page.get_by_label("I agree to sign").check()
    customer.look(page, "filled in")
    press(page, "Accept and sign a deposit of $151.25 is due next")
    expect_heading(page, "Accept this proposal?")
    customer.look(page, "asked")
    customer.read(page)
    press(page, "Accept and sign")
    expect_heading(page, f"Thank you, {sent.customer['name']}")
    expect(page.get_by_role("button", name="Pay the deposit of $151.25")).to_be_visible()
    customer.look(page, "accepted")
    press(page, "Pay the deposit of $151.25")
    expect_heading(page, "Go on to payment?")
    expect(page.get_by_role("banner")).to_have_text("Flow Test Cleaning")
    customer.look(page, "asked again")
    customer.read(page)
    press(page, "Go on to payment")
    expect_heading(page, "Pay Flow Test Cleaning")
    press(page, "Pay $151.25")
    expect_heading(page, "Paid. Thank you!")
    customer.look(page, "paid")

    acceptance = sent.estimate()["acceptance"]
    assert (acceptance["signature_kind"], acceptance["option_name"], acceptance["total"]) == ("typed", "Basic", 60_500)
    assert paid(sent)


@pytest.mark.shows("PAY-2", "PAY-3", "NOT-2")
def test_a_declined_card_is_told_and_the_next_one_pays(office: Office, person: NewPerson) -> None:
    sent = office.send()
    sent.accept()
    customer = person("customer")
    customer.expected_statuses = {402}
    page = customer.open(f"{sent.link}/accepted")

    press(page, "Pay the deposit of $275.00")
    press(page, "Pay with a card that is declined")
    expect(page.get_by_role("alert")).to_have_text("Your card was declined. Nothing was paid. You can try again.")
    customer.look(page, "declined")
    page.get_by_role("link", name="Go back").click()
    expect_heading(page, "Nothing was charged")
    customer.look(page, "back")
    press(page, "Pay $275.00")
    expect_heading(page, "Pay Flow Test Cleaning")
    press(page, "Pay $275.00")
    expect_heading(page, "Paid. Thank you!")
    customer.look(page, "paid")

    eventually(lambda: len(sent.mails()) >= 5 and at_rest(office.world), "all is said, and nothing is on its way")
    told = letters(customer, sent)
    assert set(told.values()) == {1}
    assert sorted(to for to, _ in told) == [sent.customer["email"]] * 3 + [office.email] * 2
    assert paid(sent)


@pytest.mark.shows("EST-3", "EST-4", "NOT-1")
def test_a_proposal_is_declined_with_a_reason_that_the_office_reads_at_once(office: Office, person: NewPerson) -> None:
    sent = office.send()
    staff, customer = person("office"), person("customer")
    desk = sign_in(staff, sent)
    page = customer.open(sent.link)

    page.get_by_text("Not going ahead?").click()
    page.get_by_label("What is the main reason?").select_option("I chose another company")
    page.get_by_label("Anything you would like to add?").fill("They can come this week.")
    customer.look(page, "filled in")
    press(page, "Decline")
    expect(page.get_by_text("You declined this proposal.")).to_be_visible()
    customer.look(page, "declined")

    hears(desk, "Estimate declined", sent.customer["name"], "They can come this week.")
    staff.look(desk, "declined")
    expect(page.get_by_role("button", name="Accept and sign")).to_have_count(0)
    eventually(lambda: len(sent.mails()) >= 2 and at_rest(office.world), "all is said, and nothing is on its way")
    assert sent.estimate()["status"] == "declined"
    assert letters(customer, sent) == {
        (sent.customer["email"], "Your proposal E-1001 from Flow Test Cleaning"): 1,
        (office.email, f"{sent.customer['name']} declined E-1001"): 1,
    }
