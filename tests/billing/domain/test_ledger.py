from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.billing.domain.dispute import Dispute
from services.billing.domain.errors import Unbalanced
from services.billing.domain.ledger import Line, Posting
from services.billing.domain.postings import issued, voided
from services.billing.domain.stripe_facts import DisputeState
from shared.ids import new_id
from tests.billing.domain.build import NOW, WORKSPACE, invoice

pytestmark = pytest.mark.shows("PAY-6")


def posting(*lines: Line) -> Posting:
    ids: dict[str, Any] = {"invoice_id": new_id(), "customer_id": new_id()}
    return Posting(cause="x", kind="payment", currency="USD", lines=lines, at=NOW, **ids)


@given(some.lists(some.integers(), max_size=5))
def test_what_does_not_add_up_to_nothing_cannot_be_written(amounts: list[int]) -> None:
    lines: list[Line] = [("stripe", amount) for amount in amounts]
    fits = len(amounts) >= 2 and sum(amounts) == 0 and 0 not in amounts

    if fits:
        assert posting(*lines).lines == tuple(lines)
    else:
        with pytest.raises(Unbalanced):
            posting(*lines)


def test_a_deposit_is_no_sale_yet() -> None:
    deposit, ordinary = issued(invoice(), NOW), issued(invoice(kind="invoice"), NOW)

    assert deposit is not None
    assert deposit.lines == (("receivable", 125_00), ("deposits", -125_00))
    assert ordinary is not None
    assert ordinary.lines == (("receivable", 125_00), ("sales", -125_00))


def test_an_invoice_of_nothing_moves_nothing() -> None:
    assert issued(invoice(total=0), NOW) is None


def test_a_voided_invoice_is_as_if_never_asked_for() -> None:
    asked, taken_back = issued(invoice(), NOW), voided(invoice(), 125_00, NOW)

    assert asked is not None
    assert taken_back is not None
    assert [(account, -amount) for account, amount in asked.lines] == list(taken_back.lines)


@pytest.mark.parametrize(
    ("heard", "moves"),
    [
        (["needs_response"], [125_00]),
        (["needs_response", "under_review", "needs_response"], [125_00, 0, 0]),
        (["needs_response", "won"], [125_00, -125_00]),
        (["won", "needs_response"], [0, 0]),
        (["needs_response", "lost"], [125_00, 0]),
        (["lost", "won", "lost"], [125_00, -125_00, 0]),
        (["warning_needs_response", "warning_closed"], [0, 0]),
        (["warning_needs_response", "needs_response"], [0, 125_00]),
    ],
)
def test_a_dispute_moves_money_once(heard: list[str], moves: list[int]) -> None:
    ids: dict[str, Any] = {"id": new_id(), "workspace_id": WORKSPACE, "invoice_id": new_id(), "checkout_id": new_id()}
    facts: dict[str, Any] = {"amount": 125_00, "currency": "USD", "reason": "fraudulent", "opened_at": NOW}
    dispute = Dispute(stripe_dispute_id="du_1", **ids, **facts)

    assert [dispute.learn(DisputeState("du_1", 125_00, status, "fraudulent"), NOW) for status in heard] == moves
