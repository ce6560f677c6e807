from datetime import date
from typing import Any

import pytest

from services.billing.domain.errors import AlreadyPaid, CannotChange, CannotVoid, NotPayable
from services.billing.domain.invoice import Content
from services.billing.domain.invoice_lines import InvoiceLine
from tests.billing.domain.build import NOW, invoice


def test_is_paid_by_what_is_due() -> None:
    owed = invoice(total=125_00)

    owed.receive(125_00, NOW)

    assert (owed.status, owed.paid, owed.amount_due, owed.paid_at) == ("paid", 125_00, 0, NOW)


def test_is_paid_part_by_part() -> None:
    owed = invoice(total=125_00)

    owed.receive(25_00, NOW)
    assert (owed.status, owed.amount_due, owed.paid_at) == ("outstanding", 100_00, None)
    owed.receive(100_00, NOW)
    assert (owed.status, owed.amount_due, owed.paid_at) == ("paid", 0, NOW)


@pytest.mark.parametrize("amount", [125_01, 0, -1])
def test_takes_nothing_that_is_not_due(amount: int) -> None:
    owed = invoice(total=125_00)

    with pytest.raises(NotPayable):
        owed.receive(amount, NOW)

    assert (owed.status, owed.paid) == ("outstanding", 0)


@pytest.mark.parametrize("status", ["paid", "void"])
def test_takes_nothing_once_it_is_over(status: str) -> None:
    with pytest.raises(NotPayable):
        invoice(status=status).receive(125_00, NOW)


@pytest.mark.shows("PAY-5")
@pytest.mark.parametrize(
    ("status", "refusal"), [("paid", AlreadyPaid), ("void", NotPayable), ("processing", NotPayable)]
)
def test_can_be_paid_only_while_outstanding(status: str, refusal: type[Exception]) -> None:
    invoice(status="outstanding").check_payable()

    with pytest.raises(refusal):
        invoice(status=status).check_payable()


def test_asks_for_the_money_again_when_a_transfer_fails() -> None:
    owed = invoice(status="processing")

    owed.ask_again()

    assert owed.status == "outstanding"


@pytest.mark.parametrize("status", ["paid", "void"])
def test_never_goes_back(status: str) -> None:
    over = invoice(status=status)

    over.await_settlement()
    over.ask_again()
    with pytest.raises(CannotVoid):
        over.void()

    assert over.status == status


@pytest.mark.parametrize("status", ["outstanding", "processing"])
def test_is_voided_while_unpaid(status: str) -> None:
    unpaid = invoice(status=status)

    unpaid.void()

    assert (unpaid.status, unpaid.amount_due) == ("void", 0)


def test_is_voided_once_what_was_paid_of_it_has_gone_back() -> None:
    paid_in_part = invoice(paid=25_00)
    with pytest.raises(CannotVoid, match="paid in part"):
        paid_in_part.void()

    paid_in_part.refunded = 25_00
    paid_in_part.void()

    assert paid_in_part.status == "void"


@pytest.mark.shows("PAY-5")
@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"status": "draft"}, "draft"),
        ({}, "outstanding"),
        ({"sent_at": NOW}, "sent"),
        ({"sent_at": NOW, "paid": 25_00}, "part_paid"),
        ({"sent_at": NOW, "paid": 25_00, "due_on": date(2026, 11, 1)}, "overdue"),
        ({"paid": 25_00, "credited": 25_00}, "outstanding"),
        ({"status": "processing", "due_on": date(2026, 11, 1)}, "processing"),
        ({"status": "paid", "due_on": date(2026, 11, 1)}, "paid"),
        ({"status": "void", "due_on": date(2026, 11, 1)}, "void"),
    ],
)
def test_is_called_what_people_call_it(facts: dict[str, Any], state: str) -> None:
    assert invoice(**facts).state(date(2026, 11, 2)) == state


@pytest.mark.parametrize("facts", [{"status": "paid"}, {"status": "void"}, {"status": "processing"}, {"paid": 1}])
def test_stays_as_it_is_once_money_has_come(facts: dict[str, Any]) -> None:
    content = Content(title="Other", lines=[InvoiceLine.single("Other", 1)], due_on=date(2026, 12, 1))

    with pytest.raises(CannotChange):
        invoice(**facts).write(content)
