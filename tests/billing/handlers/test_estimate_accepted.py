from datetime import UTC, datetime

import pytest

from tests.billing.house import RIVAL, SPARKLE, House, accepted
from tests.support.services import deliver


@pytest.mark.shows("SGN-4")
def test_asks_for_the_deposit(house: House) -> None:
    event = accepted(number="E-1007", title="House wash", deposit_due=125_00)

    deliver(house.context, event)

    (issued,) = house.told("InvoiceIssued")
    (invoice,) = house.invoices()
    assert (issued["number"], issued["kind"], issued["total"], issued["currency"]) == (
        "INV-1001",
        "deposit",
        125_00,
        "USD",
    )
    assert (issued["estimate_id"], issued["job_id"]) == (str(event.estimate_id), str(event.job_id))
    assert (issued["customer_id"], issued["customer_email"]) == (str(event.customer_id), "dana.fox@example.com")
    (line,) = invoice.lines
    assert (line["description"], line["amount"], line["tax"]) == ("Deposit for E-1007 House wash", 125_00, 0)


def test_is_due_on_the_day_of_signing_where_the_business_is(house: House) -> None:
    house.create_workspace(SPARKLE, time_zone="America/Los_Angeles")

    house.accept(accepted_at=datetime(2026, 11, 3, 2, 30, tzinfo=UTC))

    assert [told["due_on"] for told in house.told("InvoiceIssued")] == ["2026-11-02"]


def test_asks_once_however_often_it_is_told(house: House) -> None:
    event = accepted()

    deliver(house.context, event)
    deliver(house.context, event, sequence=2)

    assert (len(house.invoices()), len(house.told("InvoiceIssued"))) == (1, 1)


def test_asks_for_nothing_without_a_deposit(house: House) -> None:
    house.accept(deposit_due=0)

    assert house.invoices() == []


@pytest.mark.shows("SGN-4")
def test_counts_the_invoices_of_each_business_by_itself(house: House) -> None:
    for workspace in (SPARKLE, RIVAL, SPARKLE):
        house.accept(workspace)

    numbers = [(invoice.workspace_id, invoice.number) for invoice in house.invoices()]
    assert numbers == [(SPARKLE, "INV-1001"), (RIVAL, "INV-1001"), (SPARKLE, "INV-1002")]
