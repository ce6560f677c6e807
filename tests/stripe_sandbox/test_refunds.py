"""Refunds through the official SDK."""

from typing import Any

import pytest
import stripe

from .support import ACCOUNT, Running, options, payloads


def refund(running: Running, **params: Any) -> stripe.Refund:
    asked: Any = params
    return running.stripe.v1.refunds.create(asked, options(ACCOUNT))


def test_gives_part_back_and_then_the_rest(running_sandbox: Running) -> None:
    payment = running_sandbox.paid_session().payment_intent

    part = refund(running_sandbox, payment_intent=payment, amount=2_500)
    rest = refund(running_sandbox, payment_intent=payment, reason="requested_by_customer")

    assert (part.amount, part.status, part.payment_intent) == (2_500, "succeeded", payment)
    assert (rest.amount, rest.reason) == (10_000, "requested_by_customer")
    charge = running_sandbox.stripe.v1.charges.retrieve(str(part.charge), options=options(ACCOUNT))
    assert (charge.amount_refunded, charge.refunded) == (12_500, True)


def test_reads_back_alone_and_in_the_list_of_its_charge(running_sandbox: Running) -> None:
    made = refund(running_sandbox, payment_intent=running_sandbox.paid_session().payment_intent)
    refund(running_sandbox, payment_intent=running_sandbox.paid_session().payment_intent)
    refunds = running_sandbox.stripe.v1.refunds

    read = refunds.retrieve(made.id, options=options(ACCOUNT))
    listed = refunds.list({"charge": str(made.charge)}, options(ACCOUNT))

    assert read.to_dict() == made.to_dict()
    assert [found.id for found in listed.data] == [made.id]


def test_is_told_with_what_it_changed(running_sandbox: Running) -> None:
    refund(running_sandbox, payment_intent=running_sandbox.paid_session().payment_intent, amount=2_500)

    running_sandbox.endpoint.wait_for("refund.created", "charge.refunded")

    (body,) = payloads(running_sandbox.endpoint, "charge.refunded")
    assert body["data"]["object"]["amount_refunded"] == 2_500
    assert body["data"]["previous_attributes"] == {"amount_refunded": 0}


def test_never_exceeds_the_charge(running_sandbox: Running) -> None:
    payment = running_sandbox.paid_session().payment_intent
    refund(running_sandbox, payment_intent=payment, amount=12_000)

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        refund(running_sandbox, payment_intent=payment, amount=501)

    assert refusal.value.param == "amount"


def test_is_refused_for_what_has_been_refunded(running_sandbox: Running) -> None:
    payment = running_sandbox.paid_session().payment_intent
    refund(running_sandbox, payment_intent=payment)

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        refund(running_sandbox, payment_intent=payment)

    assert refusal.value.code == "charge_already_refunded"


def test_is_refused_while_nothing_was_paid(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()
    running_sandbox.choose(opened, "decline")

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        refund(running_sandbox, payment_intent=running_sandbox.session(opened.id).payment_intent)

    assert refusal.value.code == "charge_not_refundable"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "parameter_missing"),
        ({"payment_intent": "pi_nothing"}, "resource_missing"),
        ({"charge": "ch_nothing"}, "resource_missing"),
        ({"charge": "ch_nothing", "amount": 0}, "parameter_invalid_integer"),
        ({"charge": "ch_nothing", "reverse_transfer": True}, "parameter_unknown"),
    ],
)
def test_is_refused_without_a_charge(untouched_sandbox: Running, params: dict[str, Any], code: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        refund(untouched_sandbox, **params)

    assert refusal.value.code == code
