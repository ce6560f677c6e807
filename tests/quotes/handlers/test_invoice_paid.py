"""An invoice has been paid."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.quotes.handlers import invoice_paid
from shared.causality import begin
from shared.clock import utc_now
from shared.events.base import Envelope
from shared.events.billing import InvoicePaid
from shared.ids import new_id
from shared.service import Context
from tests.quotes.office import WORKSPACE, Office, Visitor, tiers
from tests.support.services import deliver

INVOICE = new_id()


def _paid(estimate_id: str, kind: str = "deposit") -> InvoicePaid:
    return InvoicePaid(
        workspace_id=WORKSPACE,
        invoice_id=INVOICE,
        number="INV-1001",
        kind=kind,
        title="Deposit",
        estimate_id=UUID(estimate_id),
        customer_id=new_id(),
        customer_name="Pat Doe",
        currency="USD",
        total=90_00,
        paid_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
        payment_method="card",
    )


@pytest.fixture
def accepted(office: Office, visitor: Visitor) -> str:
    estimate = office.sent(tiers())
    visitor.accept(estimate["token"], option_id=tiers()["options"][1]["id"])
    return str(estimate["estimate_id"])


@pytest.mark.shows("EST-3", "SGN-4")
def test_a_paid_deposit_stands_in_the_estimates_history(context: Context, office: Office, accepted: str) -> None:
    event_id = new_id()

    deliver(context, _paid(accepted), event_id=event_id)

    line = office.get(f"/estimates/{accepted}/history")["items"][-1]
    assert (line["action"], line["actor_kind"], line["at"]) == ("deposit_paid", "system", "2026-11-23T12:00:00.000000Z")
    assert line["details"] == {
        "event_id": str(event_id),
        "invoice_id": str(INVOICE),
        "total": 90_00,
        "currency": "USD",
    }


def test_one_told_of_again_stands_there_once(context: Context, office: Office, accepted: str) -> None:
    paid = _paid(accepted)
    data, now = paid.model_dump(mode="json"), utc_now()
    envelope = Envelope(new_id(), "InvoicePaid", "billing", 1, paid.subject, 1, WORKSPACE, now, begin(), data)

    for _ in range(2):
        with context.database.begin() as session:
            invoice_paid.handle(session, InvoicePaid.received(envelope))  # type: ignore[arg-type]

    assert office.actions(accepted).count("deposit_paid") == 1


def test_other_invoices_are_none_of_the_estimates_history(context: Context, office: Office, accepted: str) -> None:
    deliver(context, _paid(accepted, kind="invoice"))

    assert "deposit_paid" not in office.actions(accepted)
