"""From the mail to the paid deposit, as the customer and the office see it on a phone and on a desk."""

from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.customer import (
    choose,
    draw_signature,
    expect_heading,
    expect_total,
    follow,
    letters,
    open_mail,
    press,
)
from tests.browser.desk import hears, open_bell, sign_in
from tests.browser.people import NewPerson, Person
from tests.support.rest import at_rest
from tests.support.story import Office, line
from tests.support.world import eventually

WASH, DRIVEWAY, ROOF = line("House wash", 42_000), line("Driveway", 26_000), line("Roof", 42_000)
PACKAGES: list[dict[str, Any]] = [
    {"name": "Basic", "line_items": [WASH]},
    {"name": "Standard", "line_items": [WASH, DRIVEWAY], "recommended": True},
    {"name": "Premium", "line_items": [WASH, DRIVEWAY, ROOF], "discount": {"kind": "percent", "value": "10"}},
]

pytestmark = pytest.mark.timeout(900)


def sign_for_premium(customer: Person, page: Tab, name: str) -> None:
    """The total follows each choice; the signature is drawn."""
    expect_total(page, "$680.00")
    customer.look(page, "proposal")
    choose(page, "Premium")
    expect_total(page, "$990.00")
    choose(page, "Gutter clearing")
    expect_total(page, "$1,175.00")
    page.get_by_label("Your full name").fill(name)
    draw_signature(page)
    page.get_by_label("I agree to sign").check()
    customer.look(page, "filled in")
    press(page, "Accept and sign a deposit of $293.75 is due next")


def pay_deposit(customer: Person, page: Tab) -> None:
    """From the confirmation over the hosted page, and back."""
    expect(page.get_by_role("button", name="Pay the deposit of $293.75")).to_be_visible()
    customer.look(page, "accepted")
    press(page, "Pay the deposit of $293.75")
    expect_heading(page, "Pay Flow Test Cleaning")
    customer.look(page, "checkout")
    press(page, "Pay $293.75")


@pytest.mark.shows("EST-2", "EST-4", "SGN-1", "SGN-2", "SGN-4", "PAY-2", "PAY-3", "PAY-4", "NOT-1", "NOT-2")
def test_a_proposal_is_signed_and_its_deposit_paid_while_the_office_looks_on(office: Office, person: NewPerson) -> None:
    sent = office.send(options=PACKAGES)
    name = sent.customer["name"]
    eventually(sent.mails, "the proposal is mailed")
    staff, customer = person("office"), person("customer")
    desk = sign_in(staff, sent)

    mail = open_mail(customer, sent.customer["email"], "Your proposal")
    customer.look(mail, "mail")
    page = follow(mail, "View your proposal")
    sign_for_premium(customer, page, name)
    expect_heading(page, f"Thank you, {name}")
    hears(desk, "Estimate accepted", f"{name} accepted E-1001 · $1,175.00")
    expect(desk.get_by_role("heading", name="Acceptance")).to_be_visible()
    expect(desk.get_by_role("link", name="Send again")).to_be_hidden()
    staff.look(desk, "accepted")

    pay_deposit(customer, page)
    expect_heading(page, "Paid. Thank you!")
    customer.look(page, "paid")
    hears(desk, "Deposit paid", f"{name} paid INV-1001 · $293.75")
    expect(desk.locator('[data-live="money"]')).to_contain_text("$293.75 paid")
    staff.look(desk, "paid")
    open_bell(staff, desk)

    page.get_by_role("link", name="See your receipt").click()
    expect_heading(page, "Receipt")
    customer.look(page, "receipt")
    again = follow(mail, "View your proposal")
    expect(again.get_by_text("Your deposit of $293.75 is paid.")).to_be_visible()
    customer.look(again, "proposal again")

    eventually(lambda: len(sent.mails()) >= 5 and at_rest(office.world), "all is said, and nothing is on its way")
    signed = sent.estimate()["acceptance"]
    assert (signed["signature_kind"], signed["option_name"], signed["total"]) == ("drawn", "Premium", 117_500)
    assert letters(customer, sent) == {
        (sent.customer["email"], "Your proposal E-1001 from Flow Test Cleaning"): 1,
        (sent.customer["email"], "Thank you: you accepted E-1001, House wash"): 1,
        (sent.customer["email"], "Receipt INV-1001 from Flow Test Cleaning · $293.75"): 1,
        (office.email, f"{name} accepted E-1001 · $1,175.00"): 1,
        (office.email, f"{name} paid INV-1001 · $293.75"): 1,
    }
