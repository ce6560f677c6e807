"""All webhooks lost, on every Stripe there is: right within one period, by what Stripe lists."""

from typing import Any

import pytest
import time_machine

from services.billing.queries.stripe_accounts import account_of
from tests.billing.house import SPARKLE, House
from tests.support.stripe_in_memory import MemoryWorld
from tests.support.stripe_worlds import StripeWorld

pytestmark = pytest.mark.shows("PAY-3", "PAY-6")


def reconcile(house: House) -> None:
    house.context.service.tasks["billing.plan_reconciliations"](house.context)
    house.work()


def test_a_payment_is_found(house: House, world: StripeWorld, account: str, session_id: str) -> None:
    house.set_checkout(house.checkouts()[0], next_check_at=None)  # and nobody looks at it by itself
    world.pay(session_id)

    reconcile(house)
    reconcile(house)

    assert [invoice.status for invoice in house.invoices()] == ["paid"]
    assert len(house.told("InvoicePaid")) == 1
    assert house.discrepancies() == []
    assert house.books() == []


def test_an_account_that_does_not_answer_is_compared_the_next_time(house: House, world: StripeWorld) -> None:
    if not isinstance(world, MemoryWorld):
        pytest.skip("only the one in memory is out of reach on demand")
    world.fake.accounts.clear()

    reconcile(house)

    with house.context.database.read() as session:
        account = account_of(session, SPARKLE)
    assert account is not None
    assert account.reconciled_at is None


def test_what_went_back_and_what_a_bank_took_is_found(
    house: House, world: StripeWorld, account: str, session_id: str, clock: time_machine.Traveller
) -> None:
    world.pay(session_id)
    house.hear_all(world.webhooks(account))
    lost = world.refund_in_dashboard(account, session_id, 25_00)
    reconcile(house)
    seen: list[dict[str, Any]] = [house.balances()]

    world.end_refund(lost, "failed")
    world.dispute(account, session_id)
    reconcile(house)
    seen.append(house.balances())
    world.dispute(account, session_id, "won")
    reconcile(house)
    seen.append(house.balances())

    assert [balances["stripe"] for balances in seen] == [100_00, 0, 125_00]
    assert house.discrepancies() == []
    assert house.books() == []
