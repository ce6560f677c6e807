"""What Stripe lists and the books have not: asked for where it is missing, parked where it does not fit."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.billing.domain.stripe_facts import AccountLists, ChargeState
from services.billing.usecases.reconcile_account import PATIENCE, reconcile_account
from shared.clock import utc_now
from shared.ids import new_id
from tests.billing.house import RIVAL, SPARKLE, House
from tests.support.stripe_fake import FakeStripe

pytestmark = pytest.mark.shows("PAY-3")
ACCOUNT = "acct_sparkle"


def charge(**facts: Any) -> ChargeState:
    values = {"payment_intent": "pi_x", "amount": 125_00, "currency": "usd", "created": utc_now()}
    return ChargeState(**values | {"reference": None, "workspace": None} | facts)


def compare(house: House, *charges: ChargeState) -> list[tuple[str, str]]:
    """What is open for the office to see to."""
    with house.context.database.begin() as session:
        lists = AccountLists(charges, (), ())
        reconcile_account(session, workspace_id=SPARKLE, account=ACCOUNT, lists=lists, now=utc_now())
    return [(one["kind"], one["subject"]) for one in house.discrepancies()]


def paid(house: House, stripe: FakeStripe) -> ChargeState:
    house.pay_invoice(house.issued(125_00))
    (session_id,) = stripe.session_ids()
    stripe.pay(session_id)
    seen = stripe.see(session_id)
    names = {"reference": seen.metadata["payment_id"], "workspace": str(SPARKLE)}
    return charge(payment_intent=seen.payment_intent, **names)


def test_the_businesss_own_charges_are_its_own_affair(house: House) -> None:
    assert compare(house, charge(), charge(reference=str(new_id()), workspace=str(RIVAL))) == []


def test_a_payment_of_ours_that_nobody_knows_is_parked_once(house: House) -> None:
    unknown = charge(reference=str(new_id()), workspace=str(SPARKLE))

    assert compare(house, unknown) == compare(house, unknown) == [("unknown_payment", "pi_x")]
    (told,) = house.told("DiscrepancyFound")
    assert (told["kind"], told["reference"], told["amount"]) == ("unknown_payment", "pi_x", 125_00)
    assert told["discrepancy_id"] == house.discrepancies()[0]["discrepancy_id"]


def test_the_operator_sees_how_many_nobody_has_seen_to(house: House) -> None:
    figure = 'porchlight_waits_for_a_person{kind="discrepancy",service="billing"}'
    compare(house, charge(reference=str(new_id()), workspace=str(SPARKLE)))
    before = house.ask("GET", "/metrics", None).text

    house.office("POST", f"/invoices/discrepancies/{house.discrepancies()[0]['discrepancy_id']}/resolve", {})

    assert f"{figure} 1.0" in before
    assert f"{figure} 0.0" in house.ask("GET", "/metrics", None).text


def test_what_fits_is_not_told_of(house: House, stripe: FakeStripe) -> None:
    listed = paid(house, stripe)
    house.hear_all(stripe.webhooks())

    assert compare(house, listed) == []


def test_another_amount_is_parked_and_changes_nothing(house: House, stripe: FakeStripe) -> None:
    listed = paid(house, stripe)
    house.hear_all(stripe.webhooks())

    assert compare(house, replace(listed, amount=99_00)) == [("amount_differs", listed.payment_intent)]
    assert house.balances()["stripe"] == 125_00


def test_what_is_not_taken_in_for_long_is_parked(house: House, stripe: FakeStripe) -> None:
    listed = paid(house, stripe)

    assert compare(house, listed) == []
    old = replace(listed, created=utc_now() - PATIENCE - timedelta(seconds=1))
    assert compare(house, old) == [("not_taken_in", listed.payment_intent)]


def test_money_for_something_else_shows_until_somebody_has_seen_to_it(house: House, stripe: FakeStripe) -> None:
    listed = paid(house, stripe)
    stripe.change(stripe.session_ids()[0], amount_total=99_00)
    house.hear_all(stripe.webhooks())
    assert compare(house, listed) == [("in_doubt", listed.payment_intent)]
    (found,) = house.discrepancies()

    house.office(
        "POST",
        f"/invoices/discrepancies/{found['discrepancy_id']}/resolve",
        {"note": "Tip"},
        workspace=RIVAL,
        status=404,
    )
    house.office("POST", f"/invoices/discrepancies/{found['discrepancy_id']}/resolve", {"note": "Tip"})

    assert compare(house, listed) == []
