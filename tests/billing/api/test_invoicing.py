"""From work that was agreed, or by hand, to an invoice that is sent, and what the deposit has to do with it."""

import csv
import io
from typing import Any
from uuid import UUID

import pytest

from shared.events.quotes import JobCompleted
from shared.ids import new_id
from tests.billing.house import RIVAL, SPARKLE, House, holder, staff
from tests.support.services import deliver
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("PAY-7")

LINES = (
    {
        "description": "House wash",
        "quantity": "2.5",
        "unit_price": 100_00,
        "amount": 250_00,
        "discount": 25_00,
        "tax": 18_56,
        "tax_rate": "0.0825",
    },
    {
        "description": "Gutters",
        "quantity": "1",
        "unit_price": 80_00,
        "amount": 80_00,
        "discount": 0,
        "tax": 0,
        "tax_rate": "0",
    },
)
AGREED: dict[str, Any] = {"lines": LINES, "total": 323_56, "deposit_due": 100_00}


def of_estimate(house: House, estimate: UUID, **rest: Any) -> dict[str, Any]:
    return dict(house.office("POST", "/invoices", {"estimate_id": str(estimate)} | rest, status=201))


def issue(house: House, invoice: dict[str, Any]) -> dict[str, Any]:
    return dict(house.office("POST", f"/invoices/{invoice['invoice_id']}/issue"))


def deposit_paid(house: House, stripe: FakeStripe, estimate: UUID) -> None:
    house.pay_now(estimate)
    stripe.pay(stripe.session_ids()[-1])
    house.hear_all(stripe.webhooks())


def test_it_says_what_was_signed_to_the_cent(house: House) -> None:
    draft = of_estimate(house, house.accept(**AGREED))

    assert draft["lines"] == list(LINES)
    assert [draft[name] for name in ("subtotal", "discount", "tax", "total")] == [330_00, 25_00, 18_56, 323_56]
    assert (draft["number"], draft["status"], draft["title"]) == (None, "draft", "E-1001 House wash")
    assert house.books() == []


def test_the_deposit_that_was_paid_counts_towards_it(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept(**AGREED)
    deposit_paid(house, stripe, estimate)

    invoice = issue(house, of_estimate(house, estimate))

    assert (invoice["number"], invoice["credited"], invoice["amount_due"]) == ("INV-1002", 100_00, 223_56)
    assert invoice["status"] == "outstanding"
    assert house.balances() == {"stripe": 100_00, "deposits": 0, "receivable": 223_56, "sales": -305_00, "tax": -18_56}
    assert house.books() == []


def test_a_deposit_that_nobody_has_paid_is_asked_for_no_longer(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept(**AGREED)
    house.pay_now(estimate)

    invoice = issue(house, of_estimate(house, estimate))
    house.work()

    assert invoice["amount_due"] == 323_56
    assert [one.status for one in house.invoices()] == ["void", "outstanding"]
    assert [told["reason"] for told in house.told("InvoiceVoided")] == ["It is part of INV-1002."]
    assert stripe.see(stripe.session_ids()[0]).status == "expired"
    assert house.books() == []


def test_a_deposit_that_arrives_after_the_invoice_counts_towards_it(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept(**AGREED)
    house.pay_now(estimate)
    (session_id,) = stripe.session_ids()
    stripe.start_transfer(session_id)
    house.hear_all(stripe.webhooks())
    invoice = issue(house, of_estimate(house, estimate))
    assert invoice["amount_due"] == 323_56

    stripe.end_transfer(session_id, arrives=True)
    house.hear_all(stripe.webhooks())

    assert house.office("GET", f"/invoices/{invoice['invoice_id']}")["amount_due"] == 223_56
    assert house.books() == []


def test_a_deposit_of_all_of_it_pays_it(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept(**AGREED | {"deposit_due": 323_56})
    deposit_paid(house, stripe, estimate)

    invoice = issue(house, of_estimate(house, estimate))

    assert (invoice["status"], invoice["amount_due"]) == ("paid", 0)
    assert [told["payment_method"] for told in house.told("InvoicePaid")] == ["card", "deposit"]
    assert house.books() == []


def test_voiding_it_gives_the_deposit_back_to_other_work(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept(**AGREED)
    deposit_paid(house, stripe, estimate)
    first = issue(house, of_estimate(house, estimate))

    house.office("POST", f"/invoices/{first['invoice_id']}/void", {"reason": "Wrong date"})
    again = issue(house, of_estimate(house, estimate))

    assert (again["number"], again["credited"], again["amount_due"]) == ("INV-1003", 100_00, 223_56)
    assert house.books() == []


def test_work_is_invoiced_once(house: House) -> None:
    estimate = house.accept(**AGREED)
    of_estimate(house, estimate)

    refused = house.office("POST", "/invoices", {"estimate_id": str(estimate)}, status=409)

    assert refused["type"].endswith("already_invoiced")


def test_a_job_is_invoiced_as_its_estimate_was_signed(house: House) -> None:
    job = new_id()
    estimate = house.accept(**AGREED | {"job_id": job, "deposit_due": 0})
    done = JobCompleted(
        workspace_id=SPARKLE,
        job_id=job,
        estimate_id=estimate,
        customer_id=new_id(),
        completed_at="2026-11-20T12:00:00Z",  # type: ignore[arg-type]
    )
    deliver(house.context, done)

    draft = house.office("POST", "/invoices", {"job_id": str(job)}, status=201)

    assert (draft["estimate_id"], draft["job_id"], draft["total"]) == (str(estimate), str(job), 323_56)


def test_other_workspaces_work_is_not_there(house: House) -> None:
    estimate = house.accept(RIVAL, **AGREED)

    house.office("POST", "/invoices", {"estimate_id": str(estimate)}, status=404)


def test_lines_by_hand_are_reckoned_line_by_line(house: House) -> None:
    line = {"description": "Window", "quantity": "3.333", "unit_price": 9_99, "tax_rate": "0.0825"}

    draft = house.draft(lines=[line, line | {"unit_price": -1_00, "tax_rate": "0"}])

    assert [(one["amount"], one["tax"]) for one in draft["lines"]] == [(33_30, 2_75), (-3_33, 0)]
    assert draft["total"] == 32_72


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": " "}, "title"),
        ({"lines": []}, "lines"),
        ({"lines": [{"description": "x", "unit_price": 1.5}]}, "lines[0].unit_price"),
        ({"lines": [{"description": "x", "unit_price": -100}]}, "lines"),
        ({"lines": [{"description": "x", "unit_price": 1}] * 201}, "lines"),
        ({"currency": "XXX"}, "currency"),
        ({"customer_id": "0198f000-0000-7000-8000-0000000000ff"}, "customer_id"),
        ({"customer_id": None}, "customer_id"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_makes_no_invoice_names_its_field(house: House, body: dict[str, Any], field: str) -> None:
    whole = {"title": "Work", "customer_id": str(house.register())}
    lines = {"lines": [{"description": "Work", "unit_price": 1}]}

    refused = house.office("POST", "/invoices", whole | lines | body, status=422)

    assert field in str(refused), refused
    assert house.invoices() == []


def test_numbers_have_no_gaps_whatever_becomes_of_drafts(house: House) -> None:
    house.office("DELETE", f"/invoices/{house.draft(1_00)['invoice_id']}", status=204)
    first = house.issued(1_00)
    house.draft(2_00)
    second = house.issued(3_00)

    assert [first["number"], second["number"]] == ["INV-1001", "INV-1002"]
    house.office("DELETE", f"/invoices/{first['invoice_id']}", status=409)


def test_sending_a_draft_issues_it_and_mails_its_link(house: House) -> None:
    draft = house.draft(45_00, note="Thank you!")

    sent = house.office("POST", f"/invoices/{draft['invoice_id']}/send", status=202)
    house.office("POST", f"/invoices/{draft['invoice_id']}/remind", status=202)

    assert (sent["number"], sent["status"]) == ("INV-1001", "sent")
    assert [told["cause"] for told in house.told("InvoiceDue")] == ["sent", "reminder"]
    assert house.told("InvoiceDue")[0]["customer_email"] == "lee@example.com"
    assert len(house.told("InvoiceIssued")) == 1


def test_a_send_that_fails_says_why_and_leaves_a_draft_a_draft(house: House) -> None:
    draft = house.draft(45_00, customer_id=str(house.register(email=None)))

    refused = house.office("POST", f"/invoices/{draft['invoice_id']}/send", status=422)

    assert (refused["type"].rpartition(":")[2], refused["category"]) == ("send_failed", "missing_contact")
    assert [(one.status, one.sent_at) for one in house.invoices()] == [("draft", None)]


@pytest.mark.shows("PAY-5")
def test_a_draft_is_not_there_for_customers(house: House) -> None:
    draft = UUID(house.draft(45_00)["invoice_id"])

    looked = house.ask("GET", "/public/invoice", holder(SPARKLE, draft, "invoice"))
    paid = house.pay_invoice({"invoice_id": str(draft)})

    assert (looked.status_code, paid.status_code) == (404, 404)


def test_an_invoice_of_nothing_is_paid_at_once(house: House) -> None:
    free = house.issued(50_00, -50_00)

    assert (free["status"], free["amount_due"], free["number"]) == ("paid", 0, "INV-1001")
    assert house.books() == []


def test_a_hundred_lines(house: House, stripe: FakeStripe) -> None:
    invoice = house.issued(*range(1_00, 101_00, 1_00))

    assert house.pay_invoice(invoice).status_code == 201
    assert (len(invoice["lines"]), stripe.see(stripe.session_ids()[0]).amount_total) == (100, 5050_00)


def test_the_list_is_found_by_what_is_remembered(house: House) -> None:
    draft, open_one, paid = house.draft(1_00), house.issued(2_00), house.issued(3_00, title="Roof")
    house.office("POST", f"/invoices/{paid['invoice_id']}/payments", {"method": "cash"})

    def found(**query: str) -> list[str]:
        return [one["invoice_id"] for one in house.office("GET", "/invoices", params=query)["items"]]

    assert found(state="draft") == [draft["invoice_id"]]
    assert found(state="open") == [open_one["invoice_id"]]
    assert found(state="paid") == found(q="roof") == found(q="INV-1002") == [paid["invoice_id"]]
    assert found(q="100%") == found(state="overdue") == []
    assert found(limit="1") == [paid["invoice_id"]]
    house.office("GET", "/invoices", params={"state": "weird"}, status=422)


def test_all_that_was_issued_is_a_table_that_no_spreadsheet_takes_for_formulas(house: House) -> None:
    house.draft(1_00)
    house.issued(2_00, title='=HYPERLINK("http://evil.test")', customer_id=str(house.register(name="@SUM(A1)")))
    house.issued(5000, currency="JPY")
    before = house.ask("GET", "/invoices/export.csv?to=2020-01-01", staff())

    answer = house.ask("GET", "/invoices/export.csv?from=2020-01-01", staff())

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["number"], row["total"], row["currency"]) for row in rows] == [
        ("INV-1001", "2.00", "USD"),
        ("INV-1002", "5000", "JPY"),
    ]
    assert (rows[0]["title"], rows[0]["customer"]) == ('\'=HYPERLINK("http://evil.test")', "'@SUM(A1)")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert before.text.count("\n") == 1
