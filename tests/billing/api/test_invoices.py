import pytest

from shared.ids import new_id
from tests.billing.house import RIVAL, SPARKLE, House, staff
from tests.support.stripe_fake import FakeStripe


def test_shows_the_office_the_whole_invoice(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept(deposit_due=125_00)
    house.pay_now(estimate)
    stripe.pay(stripe.session_ids()[0])
    house.hear_all(stripe.webhooks())
    invoice_id = house.invoices()[0].id

    shown = house.ask("GET", f"/invoices/{invoice_id}", staff()).json()

    (payment,) = shown.pop("payments")
    assert {name: shown[name] for name in ("number", "status", "total", "paid", "amount_due")} == {
        "number": "INV-1001",
        "status": "paid",
        "total": 125_00,
        "paid": 125_00,
        "amount_due": 0,
    }
    assert (shown["estimate_id"], shown["customer"]["email"]) == (str(estimate), "dana.fox@example.com")
    assert [(line["description"], line["amount"]) for line in shown["lines"]] == [
        ("Deposit for E-1001 House wash", 125_00)
    ]
    assert (payment["status"], payment["amount"], payment["method"]) == ("paid", 125_00, "card")


def test_lists_the_newest_first_page_by_page(house: House) -> None:
    for _ in range(5):
        house.accept()

    first = house.ask("GET", "/invoices?limit=2", staff()).json()
    second = house.ask("GET", f"/invoices?limit=2&cursor={first['next_cursor']}", staff()).json()
    third = house.ask("GET", f"/invoices?limit=2&cursor={second['next_cursor']}", staff()).json()

    numbers = [[invoice["number"] for invoice in page["items"]] for page in (first, second, third)]
    assert numbers == [["INV-1005", "INV-1004"], ["INV-1003", "INV-1002"], ["INV-1001"]]
    assert third["next_cursor"] is None


def test_lists_those_of_one_estimate(house: House) -> None:
    estimate = house.accept()
    house.accept()

    found = house.ask("GET", f"/invoices?estimate_id={estimate}", staff()).json()

    assert [invoice["estimate_id"] for invoice in found["items"]] == [str(estimate)]


def test_a_cursor_of_nobody_is_named(house: House) -> None:
    answer = house.ask("GET", "/invoices?cursor=first", staff())

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


def test_one_business_sees_nothing_of_another(house: House) -> None:
    house.accept(SPARKLE)
    invoice_id = house.invoices()[0].id
    rival = staff(RIVAL)

    assert house.ask("GET", "/invoices", rival).json()["items"] == []
    assert house.ask("GET", f"/invoices/{invoice_id}", rival).status_code == 404


def test_an_invoice_that_is_not_there_is_not_found(house: House) -> None:
    answer = house.ask("GET", f"/invoices/{new_id()}", staff())

    assert (answer.status_code, answer.json()["code"]) == (404, "invoice_not_found")


@pytest.mark.parametrize("path", ["/invoices", "/invoices/0198f000-0000-7000-8000-000000000009", "/settings/billing"])
def test_nobody_looks_without_signing_in(house: House, path: str) -> None:
    assert house.ask("GET", path, None).status_code == 401
