"""Reminders before and after the due date: each once, by day, and none for what is settled."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from tests.billing.house import RIVAL, House

pytestmark = pytest.mark.shows("PAY-7", "NOT-4")
NOON = datetime(2026, 11, 10, 17, tzinfo=UTC)
"""Noon where the business is."""


def at(house: House, day: int, hours: float = 0, times: int = 1) -> list[tuple[str, int | str]]:
    """What was told in all, after the schedule has come round on that day of November."""
    with time_machine.travel(NOON + timedelta(days=day - 10, hours=hours)):
        for _ in range(times):
            house.context.service.tasks["billing.remind"](house.context)
    before: list[tuple[str, int | str]] = [("due", told["cause"]) for told in house.told("InvoiceDue")]
    return before + [("overdue", told["days_overdue"]) for told in house.told("InvoiceOverdue")]


def owed(house: House, **rest: Any) -> dict[str, Any]:
    with time_machine.travel(datetime(2026, 11, 1, 12, tzinfo=UTC)):
        return house.issued(45_00, due_on="2026-11-10", **rest)


def test_before_it_is_due_and_after(house: House) -> None:
    owed(house)

    assert at(house, 6) == []
    assert at(house, 7, times=3) == [("due", "reminder")]
    assert at(house, 10) == [("due", "reminder")]
    assert at(house, 11, times=2) == [("due", "reminder"), ("overdue", 1)]
    assert at(house, 17) == [("due", "reminder"), ("overdue", 1), ("overdue", 7)]
    assert at(house, 24) == [("due", "reminder"), ("overdue", 1), ("overdue", 7), ("overdue", 14)]
    assert at(house, 30) == [("due", "reminder"), ("overdue", 1), ("overdue", 7), ("overdue", 14)]
    (first,) = house.told("InvoiceDue")
    assert first["link"].startswith("http://portal.test/l/")


def test_never_at_night_where_the_business_is(house: House) -> None:
    owed(house)

    assert [at(house, 7, hours) for hours in (-5, 8)] == [[], []]
    assert at(house, 7, hours=-2) == [("due", "reminder")]


def test_what_a_long_outage_has_missed_is_not_made_up_for(house: House) -> None:
    owed(house)

    assert at(house, 21) == []


def test_an_invoice_due_at_once_is_not_reminded_of_before(house: House) -> None:
    with time_machine.travel(NOON):
        house.issued(45_00, due_on="2026-11-10")

    assert at(house, 10) == []
    assert at(house, 11) == [("overdue", 1)]


@pytest.mark.parametrize("what", ["paid", "void", "draft", "no address"])
def test_what_nobody_is_to_pay_is_not_reminded_of(house: House, what: str) -> None:
    invoice = owed(house, customer_id=str(house.register(email=None))) if what == "no address" else owed(house)
    if what == "paid":
        house.office("POST", f"/invoices/{invoice['invoice_id']}/payments", {"method": "cash"})
    elif what == "void":
        house.office("POST", f"/invoices/{invoice['invoice_id']}/void")
    elif what == "draft":
        house.office("POST", f"/invoices/{invoice['invoice_id']}/void")
        house.draft(45_00, due_on="2026-11-10")

    assert at(house, 11) == []


def test_who_has_but_a_phone_is_reminded_by_it(house: House) -> None:
    owed(house, customer_id=str(house.register(email=None, phone="+14155550132")))

    assert at(house, 11) == [("overdue", 1)]
    assert [(told["customer_email"], told["customer_phone"]) for told in house.told("InvoiceOverdue")] == [
        (None, "+14155550132")
    ]


def test_what_is_left_of_it_is_what_is_asked_for(house: House) -> None:
    invoice = owed(house)
    house.office("POST", f"/invoices/{invoice['invoice_id']}/payments", {"method": "cash", "amount": 40_00})

    at(house, 11)

    assert [told["amount_due"] for told in house.told("InvoiceOverdue")] == [5_00]


def chosen(house: House, *days: int, status: int = 200) -> Any:
    return house.office("PATCH", "/settings/billing/terms", {"reminders": list(days)}, status=status)


def days_of(house: House, **whose: Any) -> list[int]:
    return list(house.office("GET", "/settings/billing/terms", **whose)["reminders"])


def test_on_the_days_that_the_business_has_chosen(house: House) -> None:
    assert days_of(house) == [-3, 1, 7, 14]
    assert chosen(house, 5, 0, -2, 5)["reminders"] == days_of(house) == [-2, 0, 5]
    owed(house)

    assert at(house, 7) == []
    assert at(house, 8, times=2) == [("due", "reminder")]
    assert at(house, 10) == [("due", "reminder"), ("due", "reminder")]
    assert at(house, 11) == [("due", "reminder"), ("due", "reminder")]
    assert at(house, 15) == [("due", "reminder"), ("due", "reminder"), ("overdue", 5)]
    assert days_of(house, workspace=RIVAL) == [-3, 1, 7, 14]


def test_steps_that_come_at_once_are_one_message(house: House) -> None:
    chosen(house, 1, 2, 3)
    owed(house)

    assert at(house, 13, times=2) == [("overdue", 3)]


def test_nobody_is_reminded_without_any_step(house: House) -> None:
    chosen(house)
    owed(house)

    assert at(house, 11) == []


@pytest.mark.parametrize("days", [[61], [-61], list(range(11))])
def test_steps_that_make_no_sense_are_refused_and_nothing_changes(house: House, days: list[int]) -> None:
    assert chosen(house, *days, status=422)["errors"][0]["field"] == "reminders"
    assert days_of(house) == [-3, 1, 7, 14]
