"""What a customer was asked for and how it was settled, from one day to another."""

import base64
import io
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine
from PIL import Image

from services.billing.adapters.statement_pdf import StatementPaper, render_statement, statement_content
from services.billing.domain.statement import Statement, StatementRow
from services.billing.domain.workspace import Workspace
from shared.ids import new_id
from tests.billing.house import RIVAL, House, staff
from tests.billing.usecases.test_credits import redeem
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("EXT-1")


def on(day: int, month: int = 11) -> Any:
    """Late in the evening of that day where the business is, when it is the next one in Greenwich."""
    return time_machine.travel(datetime(2026, month, day, 3, tzinfo=UTC), tick=False)


def statement(house: House, customer: str, **period: str) -> dict[str, Any]:
    query = "&".join(f"{name}={value}" for name, value in {"customer_id": customer, **period}.items())
    return dict(house.office("GET", f"/invoices/statement?{query}"))


def test_it_opens_with_what_was_owed_and_closes_with_what_is(house: House) -> None:
    with on(2, month=10):
        first = house.issued(100_00)
    customer = first["customer"]["id"]
    with on(3):
        house.office(
            "POST", f"/invoices/{first['invoice_id']}/payments", {"method": "cash", "amount": 60_00}, status=201
        )
        second = house.issued(50_00, customer_id=customer)
    with on(4):
        redeem(house, 20_00, second)
        house.office("POST", f"/invoices/{first['invoice_id']}/refunds", {"amount": 10_00}, status=201)
    with on(9):
        house.issued(999_00, customer_id=customer)

    (found,) = statement(house, customer, **{"from": "2026-11-01", "to": "2026-11-05"})["statements"]

    assert (found["opening"], found["asked"], found["settled"], found["closing"]) == (100_00, 60_00, 90_00, 70_00)
    assert [(row["day"][-2:], row["kind"], row["asked"], row["settled"], row["balance"]) for row in found["rows"]] == [
        ("02", "offline_payment", 0, 60_00, 40_00),
        ("02", "invoice_issued", 50_00, 0, 90_00),
        ("03", "reward_credited", 0, 20_00, 70_00),
        ("03", "refund", 10_00, 10_00, 70_00),
    ]


def test_a_second_payment_is_the_customers_until_it_has_gone_back(house: House, stripe: FakeStripe) -> None:
    invoice = house.issued(80_00)
    house.pay_invoice(invoice)
    house.office("POST", f"/invoices/{invoice['invoice_id']}/payments", {"method": "cheque"}, status=201)
    stripe.pay(stripe.session_ids()[-1])
    house.hear_all(stripe.webhooks())

    (found,) = statement(house, invoice["customer"]["id"])["statements"]

    assert [row["kind"] for row in found["rows"]] == ["invoice_issued", "offline_payment", "payment_not_due", "refund"]
    assert [row["balance"] for row in found["rows"]] == [80_00, 0, -80_00, 0]
    assert found["closing"] == 0


def test_each_currency_is_an_account_of_its_own(house: House) -> None:
    invoice = house.issued(100_00)
    customer = invoice["customer"]["id"]
    house.issued(5_000, customer_id=customer, currency="JPY")
    voided = house.issued(7_00, customer_id=customer)
    house.office("POST", f"/invoices/{voided['invoice_id']}/void")

    found = statement(house, customer)["statements"]

    assert [(one["currency"], one["closing"]) for one in found] == [("JPY", 5_000), ("USD", 100_00)]


def test_nothing_was_asked_or_nobody_is_there(house: House) -> None:
    customer = house.register()

    assert statement(house, str(customer))["statements"] == []
    assert house.ask("GET", f"/invoices/statement?customer_id={new_id()}", staff()).status_code == 404
    assert house.ask("GET", f"/invoices/statement?customer_id={customer}", staff(RIVAL)).status_code == 404
    wrong = house.ask("GET", f"/invoices/statement?customer_id={customer}&from=2026-11-02&to=2026-11-01", staff())
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "from")


def test_work_and_deposit_are_not_asked_for_twice(house: House) -> None:
    estimate = house.accept()
    (deposit,) = house.invoices()
    house.office("POST", f"/invoices/{deposit.id}/payments", {"method": "cash"}, status=201)
    draft = house.office("POST", "/invoices", {"estimate_id": str(estimate)}, status=201)
    house.office("POST", f"/invoices/{draft['invoice_id']}/issue")

    (found,) = statement(house, str(deposit.customer_id))["statements"]

    assert [(row["kind"], row["asked"], row["settled"]) for row in found["rows"]] == [
        ("invoice_issued", 125_00, 0),
        ("offline_payment", 0, 125_00),
        ("invoice_issued", 500_00, 0),
        ("deposit_credited", 0, 125_00),
    ]
    assert found["closing"] == 375_00
    assert UUID(draft["customer"]["id"]) == deposit.customer_id


def paper(**brand: Any) -> StatementPaper:
    rows = [
        StatementRow(date(2026, 11, 2), "invoice_issued", "INV-1001", "Wash *bold* $x$ #1", 1_250_50, 0, 1_350_50),
        StatementRow(date(2026, 11, 3), "refund", "INV-1001", "Wash", 10_00, 10_00, 1_350_50),
    ]
    account = Statement("USD", 100_00, rows, 1_260_50, 10_00, 1_350_50)
    values = {"time_zone": "UTC", "company_name": "Sparkle Clean", "locale": "en-US", "accent_color": "#facc15"} | brand
    workspace = Workspace(id=new_id(), **values)
    return StatementPaper(workspace, "Dana Fox", date(2026, 11, 1), date(2026, 11, 30), [account], {"USD": 5_00})


def test_on_paper_it_says_the_same() -> None:
    content = statement_content(paper())

    (account,) = content["accounts"]
    assert [row["what"] for row in account["rows"]] == ["Invoice · INV-1001", "Given back · INV-1001"]
    assert {row["label"]: row["amount"] for row in account["sums"]} == {
        "Opening balance": "$100.00",
        "Asked": "$1,260.50",
        "Settled": "-$10.00",
        "Closing balance": "$1,350.50",
    }
    assert {"label": "Credit for work to come", "value": "$5.00"} in content["facts"]


@pytest.mark.shows("BRD-1")
@pytest.mark.parametrize("logo", ["", "good", "broken"])
def test_it_wears_the_brand_and_is_accessible(logo: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (120, 40), "red").save(file, "PNG")
    given = {"": None, "good": base64.b64encode(file.getvalue()).decode(), "broken": "bm90IGEgcGljdHVyZQ=="}[logo]

    drawn = render_statement(paper(logo_png=given))

    assert b"pdfuaid" in drawn
    assert drawn == render_statement(paper(logo_png=given))
    assert (b"/Subtype/Image" in drawn.replace(b" ", b"")) == (logo == "good")


def test_the_office_has_it_as_a_pdf(house: House) -> None:
    customer = house.issued(45_00)["customer"]["id"]

    answer = house.ask("GET", f"/invoices/statement.pdf?customer_id={customer}", staff())

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert house.ask("GET", f"/invoices/statement.pdf?customer_id={customer}", staff(RIVAL)).status_code == 404
