"""Checkout Sessions through the official SDK."""

import time
from typing import Any

import pytest
import stripe
import time_machine

from .support import ACCOUNT, OTHER_ACCOUNT, Running, line, options

A_DAY = 24 * 60 * 60


def test_opens_with_what_it_was_asked_for(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session(
        line_items=[line(amount=10_000), line(amount=1_250, name="Downspout", quantity=2)],
        client_reference_id="invoice-7",
    )

    assert opened.id.startswith("cs_test_")
    assert (opened.status, opened.payment_status, opened.payment_intent) == ("open", "unpaid", None)
    assert (opened.amount_total, opened.currency) == (12_500, "usd")
    assert opened.client_reference_id == "invoice-7"
    assert opened.customer_email == "kim@example.com"
    assert opened.metadata is not None
    assert opened.metadata["invoice"] == "1"
    assert opened.url == f"{running_sandbox.url}/c/pay/{opened.id}"
    assert opened.livemode is False


def test_reads_back_as_it_was_answered(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    assert running_sandbox.session(opened.id).to_dict() == opened.to_dict()


def test_lasts_a_day_unless_told_otherwise(running_sandbox: Running) -> None:
    in_an_hour = int(time.time()) + 3_600

    usual, short = running_sandbox.open_session(), running_sandbox.open_session(expires_at=in_an_hour)

    assert usual.expires_at == usual.created + A_DAY
    assert short.expires_at == in_an_hour


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"payment_method_types": ["card"]}, "parameter_unknown", "payment_method_types"),
        ({"ui_mode": "hosted"}, None, "ui_mode"),
        ({"ui_mode": "embedded_page"}, None, "ui_mode"),
        ({"mode": None}, "parameter_missing", "mode"),
        ({"mode": "subscription"}, None, "mode"),
        ({"line_items": None}, "parameter_missing", "line_items"),
        ({"success_url": None}, "parameter_missing", "success_url"),
        ({"success_url": "javascript:alert(1)"}, "url_invalid", "success_url"),
        ({"cancel_url": "/pay"}, "url_invalid", "cancel_url"),
        ({"customer_email": "kim"}, "email_invalid", "customer_email"),
        ({"expires_at": 1}, None, "expires_at"),
        ({"expires_at": 99_999_999_999}, None, "expires_at"),
        ({"line_items": [line(amount=49)]}, "amount_too_small", None),
        ({"line_items": [line(amount=99_999_999, quantity=2)]}, "amount_too_large", None),
        ({"line_items": [line(amount=1_234, currency="zzz")]}, None, "line_items[0][price_data][currency]"),
        ({"line_items": [line(amount=12_34, currency="ugx")]}, "invalid_charge_amount", None),
        ({"line_items": [line(amount=1_234, currency="kwd")]}, "invalid_charge_amount", None),
        ({"line_items": [line(amount=500, quantity=0)]}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"line_items": [line(amount=500), line(amount=500, currency="eur")]}, None, "line_items"),
        (
            {"line_items": [{"price_data": line(amount=500)["price_data"]}]},
            "parameter_missing",
            "line_items[0][quantity]",
        ),
        ({"metadata": {"note": "x" * 501}}, None, "metadata[note]"),
        ({"metadata": {str(number): "x" for number in range(51)}}, None, "metadata"),
        ({"payment_intent_data": {"metadata": {"k" * 41: "x"}}}, None, f"payment_intent_data[metadata][{'k' * 41}]"),
        ({"client_reference_id": ""}, "parameter_invalid_empty", "client_reference_id"),
        ({"expand": ["customer"]}, None, "expand[0]"),
    ],
)
def test_refuses_what_stripe_refuses(
    untouched_sandbox: Running, changes: dict[str, Any], code: str | None, param: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        untouched_sandbox.open_session(**changes)

    assert (refusal.value.http_status, refusal.value.code, refusal.value.param) == (400, code, param)
    assert untouched_sandbox.stripe.v1.checkout.sessions.list(options=options(ACCOUNT)).data == []


def test_names_every_unknown_parameter_before_anything_else(untouched_sandbox: Running) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        untouched_sandbox.open_session(mode=None, coupon="SPRING", payment_intent_data={"capture": "manual"})

    assert refusal.value.user_message is not None
    assert "Received unknown parameters: payment_intent_data[capture], coupon." in refusal.value.user_message


def test_is_refused_for_an_account_that_cannot_charge(running_sandbox: Running) -> None:
    running_sandbox.sandbox.create_account("acct_new", charges_enabled=False)

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        running_sandbox.open_session(account="acct_new")

    assert refusal.value.code == "account_invalid"


def test_is_seen_by_its_own_account_alone(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session(account=ACCOUNT)

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        running_sandbox.session(opened.id, account=OTHER_ACCOUNT)

    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")
    listed = running_sandbox.stripe.v1.checkout.sessions.list(options=options(OTHER_ACCOUNT))
    assert listed.data == []


def test_can_be_opened_for_the_platform_itself(running_sandbox: Running) -> None:
    opened = running_sandbox.stripe.v1.checkout.sessions.create(
        {"mode": "payment", "line_items": [line(amount=500)], "success_url": "http://portal.example/"}
    )

    assert opened.status == "open"


def test_expires_on_request_and_only_while_open(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    expired = running_sandbox.stripe.v1.checkout.sessions.expire(opened.id, options=options(ACCOUNT))

    assert (expired.status, expired.url) == ("expired", None)
    running_sandbox.endpoint.wait_for("checkout.session.expired")
    with pytest.raises(stripe.InvalidRequestError, match="has a status of expired"):
        running_sandbox.stripe.v1.checkout.sessions.expire(opened.id, options=options(ACCOUNT))


def test_expires_by_itself_when_its_time_has_come(running_sandbox: Running) -> None:
    opened = running_sandbox.open_session()

    with time_machine.travel(time.time() + A_DAY + 1):
        answer = running_sandbox.choose(opened, "pay")
        late = running_sandbox.session(opened.id)

    assert answer.status_code == 410
    assert (late.status, late.payment_status) == ("expired", "unpaid")
    running_sandbox.endpoint.wait_for("checkout.session.expired")


def test_lists_the_newest_first_a_page_at_a_time(running_sandbox: Running) -> None:
    ids = [running_sandbox.open_session().id for _ in range(3)]
    sessions = running_sandbox.stripe.v1.checkout.sessions

    first = sessions.list({"limit": 2}, options(ACCOUNT))
    second = sessions.list({"limit": 2, "starting_after": first.data[-1].id}, options(ACCOUNT))
    back = sessions.list({"limit": 2, "ending_before": second.data[0].id}, options(ACCOUNT))

    assert [session.id for session in first.data] == [ids[2], ids[1]]
    assert [session.id for session in second.data] == [ids[0]]
    assert [session.id for session in back.data] == [ids[2], ids[1]]
    assert (first.has_more, second.has_more, back.has_more) == (True, False, False)


def test_is_found_by_its_payment(running_sandbox: Running) -> None:
    running_sandbox.paid_session()
    paid = running_sandbox.paid_session()

    found = running_sandbox.stripe.v1.checkout.sessions.list(
        {"payment_intent": str(paid.payment_intent)}, options(ACCOUNT)
    )

    assert [session.id for session in found.data] == [paid.id]


def test_expands_its_payment_and_its_lines(running_sandbox: Running) -> None:
    paid = running_sandbox.paid_session(line_items=[line(amount=12_500, name="Roof wash")])

    whole = running_sandbox.stripe.v1.checkout.sessions.retrieve(
        paid.id, {"expand": ["line_items", "payment_intent.latest_charge"]}, options(ACCOUNT)
    )

    assert isinstance(whole.payment_intent, stripe.PaymentIntent)
    assert isinstance(whole.payment_intent.latest_charge, stripe.Charge)
    assert whole.payment_intent.latest_charge.amount == 12_500
    assert whole.line_items is not None
    assert [item.description for item in whole.line_items.data] == ["Roof wash"]
