"""Invoices for customers who are texted: because the office asks for it, or because there is but a phone number."""

import pytest

from tests.billing.house import House

pytestmark = pytest.mark.shows("NOT-1", "PAY-7")


def test_it_is_texted_where_that_is_asked_for_or_all_there_is(house: House) -> None:
    both = house.draft(45_00, customer_id=str(house.register(phone="+14155550132")))
    phone_only = house.draft(45_00, customer_id=str(house.register(phone="+14155550132", email=None)))
    neither = house.draft(45_00)

    for invoice, body in ((both, {"channel": "sms"}), (both, {"channel": "email"}), (both, None), (phone_only, None)):
        house.office("POST", f"/invoices/{invoice['invoice_id']}/send", body, status=202)
    house.office("POST", f"/invoices/{phone_only['invoice_id']}/remind", status=202)
    refused = house.office("POST", f"/invoices/{neither['invoice_id']}/send", {"channel": "sms"}, status=422)
    wrong = house.office("POST", f"/invoices/{both['invoice_id']}/send", {"channel": "fax"}, status=422)
    house.office("POST", f"/invoices/{phone_only['invoice_id']}/payments", {"method": "cash"})

    assert [told["channel"] for told in house.told("InvoiceDue")] == ["sms", "email", "email", "sms", "sms"]
    assert {told["customer_phone"] for told in house.told("InvoiceDue")} == {"+14155550132"}
    assert (refused["category"], refused["errors"][0]["field"]) == ("missing_contact", "channel")
    assert "There is no phone number on file for the customer." in refused["detail"]
    assert wrong["errors"][0]["field"] == "channel"
    assert [told["customer_phone"] for told in house.told("InvoicePaid")] == ["+14155550132"]
    assert house.office("GET", f"/invoices/{both['invoice_id']}")["customer"]["phone"] == "+14155550132"
