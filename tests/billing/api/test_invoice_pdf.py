"""Invoices and receipts on paper."""

import base64
import io
from uuid import UUID

import pytest
from PIL import Image

from services.billing.adapters.invoice_pdf import Paper, content_of, render
from services.billing.queries.records import money_of
from services.billing.queries.workspaces import workspace_of
from tests.billing.house import RIVAL, SPARKLE, House, holder, staff

pytestmark = pytest.mark.shows("PAY-4", "EXT-1")


def paper(house: House, invoice_id: str) -> Paper:
    with house.context.database.read() as session:
        invoice = next(one for one in house.invoices() if str(one.id) == invoice_id)
        workspace = workspace_of(session, SPARKLE)
        assert workspace is not None
        return Paper("receipt", invoice, money_of(session, SPARKLE, invoice), workspace)


def test_it_says_what_the_invoice_says(house: House) -> None:
    line = {"description": "Wash #1 *bold* $x$", "quantity": "2.5", "unit_price": 100_00, "tax_rate": "0.0825"}
    invoice = house.issued(lines=[line], note="Thanks")
    house.office("POST", f"/invoices/{invoice['invoice_id']}/payments", {"method": "cheque", "amount": 70_63})
    house.office("POST", f"/invoices/{invoice['invoice_id']}/refunds", {"amount": 10_00})

    content = content_of(paper(house, invoice["invoice_id"]))

    assert content["lines"] == [
        {"description": "Wash #1 *bold* $x$", "quantity": "2.5", "price": "$100.00", "amount": "$250.00"}
    ]
    sums = {row["label"]: row["amount"] for row in content["sums"]}
    assert sums == {
        "Subtotal": "$250.00",
        "Tax": "$20.63",
        "Total": "$270.63",
        "Paid": "-$70.63",
        "Given back": "$10.00",
        "Amount due": "$200.00",
    }
    assert [text.partition(": ")[2] for text in content["payments"]] == ["$70.63 (Cheque)", "-$10.00 (Given back)"]


def test_equal_content_gives_equal_bytes_by_the_standard_for_accessible_ones(house: House) -> None:
    invoice = house.issued(45_00, note="Thanks")["invoice_id"]
    house.office("POST", f"/invoices/{invoice}/payments", {"method": "cash", "amount": 5_00})

    one = paper(house, invoice)

    assert render(one) == render(one)
    assert b"pdfuaid" in render(one)


@pytest.mark.parametrize("kind", ["invoice", "receipt"])
def test_the_office_and_whoever_holds_its_link_get_it(house: House, kind: str) -> None:
    invoice = house.issued(45_00)["invoice_id"]

    office = house.ask("GET", f"/invoices/{invoice}/pdf?kind={kind}", staff())
    customer = house.ask("GET", f"/public/invoice/pdf?kind={kind}", holder(SPARKLE, UUID(invoice), "invoice"))

    assert office.headers["content-type"] == "application/pdf"
    assert office.content == customer.content
    assert house.ask("GET", f"/invoices/{invoice}/pdf", staff(RIVAL)).status_code == 404


def test_a_draft_is_on_paper_for_the_office_only(house: House) -> None:
    draft = house.draft(45_00)["invoice_id"]

    assert house.ask("GET", f"/invoices/{draft}/pdf", staff()).status_code == 200
    assert house.ask("GET", "/public/invoice/pdf", holder(SPARKLE, UUID(draft), "invoice")).status_code == 404


@pytest.mark.shows("BRD-1")
@pytest.mark.parametrize("kind", ["invoice", "receipt"])
def test_it_wears_the_brand_of_the_business(house: House, kind: str) -> None:
    logo = io.BytesIO()
    Image.new("RGB", (120, 40), "red").save(logo, "PNG")
    told = {"accent_color": "#facc15", "logo_png": base64.b64encode(logo.getvalue()).decode()}
    house.create_workspace(SPARKLE, **told, contact_email="hello@sparkle.example", contact_phone="+12125550100")
    invoice = house.issued(45_00)["invoice_id"]

    drawn = house.ask("GET", f"/invoices/{invoice}/pdf?kind={kind}", staff()).content

    content = content_of(paper(house, invoice))
    assert b"/Subtype/Image" in drawn.replace(b" ", b"")
    assert (content["accent"], content["company"]["name"]) == ("#facc15", "Sparkle Clean")
    assert [one["text"] for one in content["company"]["contacts"]] == ["(212) 555-0100", "hello@sparkle.example"]
