import pytest

from services.billing.manifest import service
from shared.ids import new_id
from tests.billing.house import RIVAL, SPARKLE, House, furnish, holder, staff
from tests.conftest import OpenService
from tests.support.stripe_fake import FakeStripe


@pytest.mark.shows("PAY-5")
def test_shows_what_is_owed_and_that_it_can_be_paid(house: House) -> None:
    estimate = house.accept(deposit_due=125_00)

    shown = house.invoice(estimate)

    assert (shown["number"], shown["kind"], shown["status"], shown["title"]) == (
        "INV-1001",
        "deposit",
        "outstanding",
        "Deposit for E-1001 House wash",
    )
    assert (shown["currency"], shown["total"], shown["paid"], shown["amount_due"]) == ("USD", 125_00, 0, 125_00)
    assert (shown["payable"], shown["not_payable_reason"], shown["receipt_link"]) == (True, None, None)
    assert shown["customer"] == {"name": "Dana Fox"}


def test_the_invoices_own_link_shows_the_same(house: House) -> None:
    estimate = house.accept()
    invoice = house.invoices()[0].id

    assert house.ask("GET", "/public/invoice", holder(SPARKLE, invoice, "invoice")).json() == house.invoice(estimate)


@pytest.mark.shows("LNK-7")
def test_the_office_sees_what_the_customer_sees(house: House) -> None:
    estimate = house.accept()

    answer = house.ask("GET", "/public/invoice", staff(scope=f"estimate:{estimate}"))

    assert answer.json() == house.invoice(estimate)


@pytest.mark.shows("PAY-5")
def test_without_an_account_it_says_so(house: House) -> None:
    shown = house.invoice(house.accept(RIVAL), RIVAL)

    assert (shown["payable"], shown["not_payable_reason"]) == (False, "not_connected")


@pytest.mark.shows("PAY-5")
def test_without_a_key_of_stripe_nothing_is_payable(open_service: OpenService) -> None:
    house = furnish(open_service(service))
    house.connect(SPARKLE, "acct_sparkle")
    estimate = house.accept()

    assert house.invoice(estimate)["not_payable_reason"] == "not_connected"
    assert house.pay_now(estimate).json()["code"] == "payments_not_connected"


def test_before_the_acceptance_has_arrived_it_is_not_ready(house: House) -> None:
    answer = house.ask("GET", "/public/invoice", holder(SPARKLE, new_id()))

    assert (answer.status_code, answer.json()["code"]) == (404, "invoice_not_ready")


def test_before_the_workspace_has_arrived_it_is_not_ready(house: House) -> None:
    answer = house.ask("GET", "/public/invoice", holder(new_id(), new_id()))

    assert (answer.status_code, answer.json()["code"]) == (404, "invoice_not_ready")


@pytest.mark.shows("LNK-11")
@pytest.mark.parametrize("kind", ["estimate", "invoice"])
def test_a_link_of_one_business_shows_nothing_of_another(house: House, kind: str) -> None:
    estimate = house.accept(SPARKLE)
    record = estimate if kind == "estimate" else house.invoices()[0].id

    assert house.ask("GET", "/public/invoice", holder(RIVAL, record, kind)).status_code == 404


@pytest.mark.parametrize("scope", ["", "estimate", "estimate:", "invoice:abc"])
def test_a_link_to_nothing_opens_nothing(house: House, scope: str) -> None:
    caller = staff(scope=scope)

    assert house.ask("GET", "/public/invoice", caller).status_code == 403


def test_a_link_to_something_else_opens_no_invoice(house: House) -> None:
    house.accept()

    answer = house.ask("GET", "/public/invoice", holder(SPARKLE, house.invoices()[0].id, "customer"))

    assert answer.status_code == 404


@pytest.mark.shows("PAY-4")
def test_a_paid_invoice_has_a_link_to_its_receipt(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    stripe.pay(stripe.session_ids()[0])
    house.hear_all(stripe.webhooks())

    token = house.invoice(estimate)["receipt_link"].removeprefix("http://portal.test/l/")

    opened = house.ask("GET", f"/public/links/{token}", staff()).json()
    assert opened["invoice_id"] == str(house.invoices()[0].id)
