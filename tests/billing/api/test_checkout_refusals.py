"""Who cannot pay, and why: said plainly, and nothing is asked of Stripe in vain."""

from uuid import UUID

import pytest

from shared.ids import new_id
from tests.billing.house import RETURN_URL, RIVAL, SPARKLE, House, holder, staff
from tests.support.stripe_fake import FakeStripe


def test_an_amount_too_small_for_stripe_is_said_plainly(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept(deposit_due=49)

    answer = house.pay_now(estimate)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_payable")
    assert answer.json()["detail"] == (
        "The amount is too small to be paid online. Ask the business how to pay another way."
    )


@pytest.mark.shows("PAY-5")
def test_an_account_that_stripe_has_stopped_is_found_out(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    stripe.accounts["acct_sparkle"] = False

    answer = house.pay_now(estimate)
    house.work()

    assert (answer.status_code, answer.json()["code"]) == (409, "payments_not_connected")
    assert house.invoice(estimate)["not_payable_reason"] == "not_connected"
    assert [told["charges_enabled"] for told in house.told("StripeAccountChanged")] == [True, False]


@pytest.mark.shows("PAY-5")
def test_without_an_account_nothing_is_payable(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept(RIVAL)

    answer = house.pay_now(estimate, RIVAL)

    assert (answer.status_code, answer.json()["code"]) == (409, "payments_not_connected")
    assert house.checkouts() == []


@pytest.mark.shows("PAY-5")
def test_a_paid_invoice_is_not_paid_again(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    stripe.pay(stripe.session_ids()[0])
    house.hear_all(stripe.webhooks())

    answer = house.pay_now(estimate)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_paid")


@pytest.mark.shows("PAY-5")
def test_a_withdrawn_invoice_is_not_payable(house: House) -> None:
    estimate = house.accept()
    house.void(estimate)

    answer = house.pay_now(estimate)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_payable")


@pytest.mark.shows("PAY-3")
def test_nothing_is_paid_twice_while_a_transfer_is_under_way(house: House, stripe: FakeStripe) -> None:
    estimate = house.accept()
    house.pay_now(estimate)
    stripe.start_transfer(stripe.session_ids()[0])
    house.hear_all(stripe.webhooks())

    answer = house.pay_now(estimate)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_payable")
    assert len(stripe.session_ids()) == 1


@pytest.mark.shows("LNK-7")
def test_the_office_looks_but_does_not_pay(house: House) -> None:
    estimate = house.accept()
    office = staff(scope=f"estimate:{estimate}")

    answer = house.ask("POST", "/public/checkout", office, {"return_url": RETURN_URL})

    assert (answer.status_code, answer.json()["code"]) == (403, "preview")


@pytest.mark.parametrize("kind", ["estimate", "invoice"])
def test_a_link_of_one_business_pays_nothing_of_another(house: House, kind: str) -> None:
    estimate = house.accept(SPARKLE)
    record: UUID = estimate if kind == "estimate" else house.invoices()[0].id

    answer = house.ask("POST", "/public/checkout", holder(RIVAL, record, kind), {"return_url": RETURN_URL})

    assert answer.status_code == 404
    assert house.checkouts() == []


def test_before_the_acceptance_has_arrived_there_is_no_invoice_yet(house: House) -> None:
    answer = house.pay_now(new_id())

    assert (answer.status_code, answer.json()["code"]) == (404, "invoice_not_ready")


@pytest.mark.parametrize("body", [{}, {"return_url": "javascript:alert(1)"}, {"return_url": RETURN_URL, "more": 1}])
def test_names_the_field_at_fault(house: House, body: dict[str, object]) -> None:
    estimate = house.accept()

    answer = house.ask("POST", "/public/checkout", holder(SPARKLE, estimate), body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] in {"return_url", "more"}


def test_nobody_pays_without_a_link(house: House) -> None:
    assert house.ask("POST", "/public/checkout", None, {"return_url": RETURN_URL}).status_code == 401
