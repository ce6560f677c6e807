"""An estimate from the empty form to the customer's page, as one person at the office would write it."""

import re

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.customer import choose, expect_heading, expect_total, follow, open_mail, press
from tests.browser.people import DESK, PHONE, NewPerson, Person
from tests.support.story import PASSWORD, Office
from tests.support.world import eventually

pytestmark = pytest.mark.timeout(900)


def sign_in(person: Person, office: Office) -> Tab:
    tab = person.open("/office")
    tab.get_by_label("Email").fill(office.email)
    tab.get_by_label("Password").fill(PASSWORD)
    press(tab, "Sign in")
    expect_heading(tab, "Dashboard")
    tab.get_by_role("navigation").get_by_role("link", name="Estimates", exact=True).click()
    expect_heading(tab, "Estimates")
    return tab


class Writer:
    """Somebody at the form; without a script every button brings a new page with the same text."""

    def __init__(self, tab: Tab, *, script: bool) -> None:
        self.tab = tab
        self.script = script

    def add_customer(self, name: str, email: str) -> None:
        summary = self.tab.get_by_text("New customer", exact=True)
        if not self.tab.get_by_label("Name", exact=True).first.is_visible():
            summary.click()
        self.tab.locator('[name="new_customer.name"]').fill(name)
        self.tab.locator('[name="new_customer.email"]').fill(email)
        press(self.tab, "Add customer")
        expect(self.tab.locator("#customer")).to_contain_text(email)

    def add_option(self, number: int, name: str, price: str) -> None:
        press(self.tab, "Add an option")
        option = self.tab.locator('[data-rows="option"] > li').nth(number - 1)
        expect(option).to_be_visible()
        option.locator('[name$=".name"]').fill(name)
        line = option.locator('[data-rows="line"] > li')
        line.locator('[name$=".description"]').fill(f"{name} wash")
        line.locator('[name$=".unit_price"]').fill(price)

    def sees(self, figure: str) -> None:
        if not self.script:
            press(self.tab, "Update the totals")
        expect(self.tab.locator("#figures")).to_contain_text(figure)


def write(writer: Writer, person: Person, name: str, email: str) -> None:
    tab = writer.tab
    tab.get_by_role("link", name="New estimate").click()
    expect_heading(tab, "New estimate")
    tab.get_by_label("Title").fill("Whole-house wash")
    writer.add_customer(name, email)
    expect(tab.get_by_label("Title")).to_have_value("Whole-house wash")
    tab.locator('[data-rows="line"] >> nth=0').locator('[name$=".description"]').fill("Set-up")
    tab.locator('[name="n1.unit_price"]').fill("1,00")
    writer.sees("Unit price in line 1 is not an amount as it is written here. Write it like 1,250.00.")
    tab.locator('[name="n1.unit_price"]').fill("100")
    for number, (option, price) in enumerate(
        (("Basic", "420"), ("Standard", "$580.00"), ("Premium", "1,100")), start=1
    ):
        writer.add_option(number, option, price)
    tab.get_by_label("Recommend this one").nth(1).check()
    tab.locator("#discount").fill("5%")
    tab.locator("#deposit").fill("25%")
    # (100 + 580) less 5 %, and a quarter of that.
    writer.sees("$646.00")
    writer.sees("$161.50")
    person.look(tab, "written")


@pytest.mark.shows("EST-1", "EST-2", "OFF-1")
@pytest.mark.parametrize(
    ("screen", "script"), [(PHONE, True), (DESK, False)], ids=["a script", "none"], indirect=["screen"]
)
def test_what_is_written_is_what_the_customer_opens(office: Office, person: NewPerson, script: bool) -> None:
    office.add_customer()
    staff, customer = person("office", script=script), person("customer")
    desk, email = sign_in(staff, office), f"dana.writing@{office.slug}.example"
    write(Writer(desk, script=script), staff, "Dana Writing", email)

    press(desk, "Save draft")
    expect_heading(desk, "Whole-house wash")
    staff.look(desk, "saved")
    desk.get_by_role("link", name="View public page").click()
    expect_total(desk, "$646.00")
    staff.look(desk, "preview")
    desk.go_back()
    desk.get_by_role("link", name="Send", exact=True).click()
    staff.look(desk, "sending")
    desk.get_by_role("button", name="Send", exact=True).click()
    expect(desk.locator(".eyebrow")).to_contain_text("Sent")

    eventually(lambda: office.world.mails(email), "the proposal is mailed")
    page = follow(open_mail(customer, email, "Your proposal"), "View your proposal")
    expect_total(page, "$646.00")
    choose(page, "Premium")
    expect_total(page, "$1,140.00")


@pytest.mark.shows("EST-7", "OFF-1")
@pytest.mark.parametrize("screen", [DESK], ids=["desk"], indirect=True)
def test_rows_come_go_and_move_by_keyboard_and_saving_again_makes_a_version(office: Office, person: NewPerson) -> None:
    sent = office.send()
    staff = person("office")
    desk = sign_in(staff, office)
    desk.goto(f"{office.world.url}/office/estimates/{sent.estimate_id}/edit")
    expect(desk.get_by_text("The customer has version 1. Saving makes version 2")).to_be_visible()

    lines = desk.locator('#lines [data-rows="line"] > li')
    desk.get_by_role("button", name="Add a line", exact=True).press("Enter")
    expect(desk.locator(":focus")).to_have_attribute("name", "n1.description")
    desk.keyboard.type("Downspouts")
    desk.locator('[name="n1.unit_price"]').fill("15.50")
    desk.keyboard.press("Enter")
    expect(desk.locator('[data-amount="n1"]')).to_have_text("$15.50")
    desk.get_by_role("button", name="Move up line 2").press("Enter")
    expect(desk.locator(":focus")).to_have_attribute("id", "down:n1")
    expect(lines.first.locator("legend")).to_have_text("Line 1")
    expect(lines.first.locator('[name$=".description"]')).to_have_value("Downspouts")
    desk.get_by_role("button", name="Remove line 2").press("Enter")
    expect(lines).to_have_count(1)
    staff.look(desk, "changed")
    press(desk, "Save version 2")

    expect_heading(desk, re.compile("House wash"))
    found = sent.estimate()
    assert found["version"] == 2
    assert [item["description"] for item in found["document"]["line_items"]] == ["Downspouts"]
    assert desk.url.endswith(sent.estimate_id)
