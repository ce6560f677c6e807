"""The books are looked at after each story, and a tampered record does not go unnoticed."""

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import DBAPIError

from services.billing.domain.invoice import Invoice
from services.billing.domain.ledger import LedgerEntry, LedgerLine
from services.billing.domain.refund import Refund
from services.billing.usecases.open_books import open_books
from tests.billing.house import House
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("PAY-6")


def pay(house: House, stripe: FakeStripe) -> str:
    """An accepted estimate whose deposit is paid; Stripe's session of it."""
    house.pay_now(house.accept())
    session_id = stripe.session_ids()[-1]
    stripe.pay(session_id)
    house.hear_all(stripe.webhooks())
    return session_id


def test_issued_and_paid(house: House, stripe: FakeStripe) -> None:
    pay(house, stripe)

    assert house.balances() == {"stripe": 125_00, "deposits": -125_00, "receivable": 0}
    assert house.books() == []


def test_issued_and_voided_leaves_nothing(house: House) -> None:
    house.void(house.accept())

    assert house.balances() == {"receivable": 0, "deposits": 0}
    assert house.books() == []


def test_a_refund_made_at_stripes_dashboard_and_one_that_comes_back(house: House, stripe: FakeStripe) -> None:
    session_id = pay(house, stripe)
    stripe.refund_in_dashboard(session_id, 25_00)
    lost = stripe.refund_in_dashboard(session_id, 40_00)
    house.hear_all(stripe.webhooks())
    assert house.balances()["stripe"] == 60_00
    assert [invoice.refunded for invoice in house.invoices()] == [65_00]

    stripe.end_refund(lost, "failed")
    house.hear_all(stripe.webhooks())

    assert house.balances() == {"stripe": 100_00, "deposits": -100_00, "receivable": 0}
    assert [invoice.refunded for invoice in house.invoices()] == [25_00]
    assert [told["cause"] for told in house.told("PaymentRefunded")] == ["stripe", "stripe"]
    assert len(house.told("RefundFailed")) == 1
    assert house.books() == []


@pytest.mark.parametrize(("outcome", "left"), [("won", 125_00), ("lost", 0)])
def test_a_dispute(house: House, stripe: FakeStripe, outcome: str, left: int) -> None:
    session_id = pay(house, stripe)
    stripe.dispute(session_id)
    house.hear_all(stripe.webhooks())
    assert house.balances()["stripe"] == 0
    assert [invoice.disputed for invoice in house.invoices()] == [125_00]

    stripe.dispute(session_id, outcome)
    house.hear_all(2 * stripe.webhooks())

    assert house.balances()["stripe"] == left
    assert [told["outcome"] for told in house.told("PaymentDisputed")] == ["open", outcome]
    assert house.books() == []


def test_money_nobody_can_tell_the_purpose_of_is_kept_apart(house: House, stripe: FakeStripe) -> None:
    house.pay_now(house.accept())
    (session_id,) = stripe.session_ids()
    stripe.change(session_id, amount_total=99_00)
    stripe.pay(session_id)

    house.hear_all(stripe.webhooks())

    assert house.balances() == {"receivable": 125_00, "deposits": -125_00, "stripe": 99_00, "suspense": -99_00}
    assert house.books() == []


@pytest.mark.parametrize("verb", ["update", "delete"])
@pytest.mark.parametrize("table", [LedgerEntry, LedgerLine])
def test_the_database_itself_keeps_the_ledger_as_it_was_written(
    house: House, stripe: FakeStripe, table: type[LedgerEntry] | type[LedgerLine], verb: str
) -> None:
    pay(house, stripe)
    change = delete(table) if verb == "delete" else update(table).values(currency="EUR")

    with pytest.raises(DBAPIError, match="append-only"), house.context.database.begin() as session:
        session.execute(change)


def test_a_changed_invoice_is_noticed(house: House, stripe: FakeStripe) -> None:
    pay(house, stripe)
    with house.context.database.begin() as session:
        session.execute(update(Invoice).values(paid=124_00))

    assert [finding.reason for finding in house.books()] == ["the ledger says that 0 is owed, the invoice 100"]


def test_a_refund_without_an_entry_is_noticed(house: House, stripe: FakeStripe) -> None:
    stripe.refund_in_dashboard(pay(house, stripe), 25_00)
    house.hear_all(stripe.webhooks())
    with house.context.database.begin() as session:
        session.execute(update(Refund).values(stripe_refund_id="re_other"))

    found = [finding.reason for finding in house.books()]

    assert found[0] == "refund:re_other is not in the ledger"
    assert found[1].endswith("is in the ledger, and there is no record of it")


def test_a_line_too_many_is_noticed(house: House, stripe: FakeStripe) -> None:
    pay(house, stripe)
    with house.context.database.read() as session:
        entry = session.query(LedgerEntry).first()
    assert entry is not None
    line = {"entry_id": entry.id, "position": 9, "workspace_id": entry.workspace_id}
    with house.context.database.begin() as session:
        session.execute(insert(LedgerLine).values(account="write_offs", amount=1, currency="USD", **line))

    assert [finding.reason for finding in house.books()] == ["its lines do not add up to nothing"]


def test_what_an_earlier_release_has_made_is_taken_in(house: House, stripe: FakeStripe) -> None:
    stripe.refund_in_dashboard(pay(house, stripe), 25_00)
    house.void(house.accept())
    house.hear_all(stripe.webhooks())
    kept = house.balances()
    _forget_the_books(house)
    assert house.balances() == {}

    house.context.service.tasks["billing.open_books"](house.context)
    house.work()

    assert house.balances() == kept
    assert house.books() == []
    with house.context.database.begin() as session:
        assert open_books(session) == 0


def _forget_the_books(house: House) -> None:
    """As if an earlier release had run until now."""
    with house.context.database.begin() as session:
        if house.context.database.is_sqlite:
            for table in ("ledger_entries", "ledger_lines"):
                session.execute(text(f"DROP TRIGGER {table}_no_delete"))
            session.execute(delete(LedgerLine))
            session.execute(delete(LedgerEntry))
        else:
            session.execute(text("TRUNCATE ledger_entries CASCADE"))
        session.execute(delete(Refund))
