"""The sandbox's dashboard: what becomes of a payment afterwards, by buttons, and refused where it cannot be."""

from pathlib import Path

import httpx
import pytest
import stripe

from .support import ACCOUNT, Endpoint, Running, options, running


def paid(sandbox: Running) -> str:
    return str(sandbox.paid_session().payment_intent)


def press(sandbox: Running, intent: str, action: str, **fields: str) -> httpx.Response:
    return sandbox.browser.post(f"{sandbox.url}/dashboard/{intent}", data={"action": action} | fields)


def charge_of(sandbox: Running, intent: str) -> stripe.Charge:
    (charge,) = sandbox.stripe.v1.charges.list({"payment_intent": intent}, options(ACCOUNT)).data
    return charge


def refunds_of(sandbox: Running, intent: str) -> list[stripe.Refund]:
    return sandbox.stripe.v1.refunds.list({"payment_intent": intent}, options(ACCOUNT)).data


def test_shows_every_payment_and_says_that_no_money_moves(running_sandbox: Running) -> None:
    intent = paid(running_sandbox)

    page = running_sandbox.browser.get(f"{running_sandbox.url}/dashboard")
    one = running_sandbox.browser.get(f"{running_sandbox.url}/dashboard/{intent}")

    for text in (f'href="dashboard/{intent}"', "$125.00", "Bright Homes", "No money moves"):
        assert text in page.text
    for text in ("Give money back", "kim@example.com", "No money moves"):
        assert text in one.text


def test_gives_back_part_and_then_the_rest(running_sandbox: Running) -> None:
    intent = paid(running_sandbox)

    answers = [press(running_sandbox, intent, "refund", amount=amount) for amount in ("25.00", "")]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, intent)] * 2
    assert [refund.amount for refund in refunds_of(running_sandbox, intent)] == [10_000, 2_500]
    assert charge_of(running_sandbox, intent).refunded is True
    types = {event.type for event in running_sandbox.endpoint.wait_for("charge.refunded")}
    assert "refund.created" in types


@pytest.mark.parametrize("amount", ["125.01", "0", "-5", "1.005", "a lot", "NaN", "1e9"])
def test_says_why_an_amount_is_none(running_sandbox: Running, amount: str) -> None:
    intent = paid(running_sandbox)

    answer = press(running_sandbox, intent, "refund", amount=amount)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert refunds_of(running_sandbox, intent) == []


def test_a_refund_comes_back_later_by_itself(running_sandbox: Running) -> None:
    intent = paid(running_sandbox)

    press(running_sandbox, intent, "refund", amount="25.00", fails="1")

    running_sandbox.endpoint.wait_for("refund.failed", "refund.updated", "charge.refund.updated")
    (refund,) = refunds_of(running_sandbox, intent)
    assert (refund.status, charge_of(running_sandbox, intent).amount_refunded) == ("failed", 0)


def test_a_refund_comes_back_once_when_told_to(running_sandbox: Running) -> None:
    intent = paid(running_sandbox)
    press(running_sandbox, intent, "refund")
    (refund,) = refunds_of(running_sandbox, intent)

    for _ in range(2):
        press(running_sandbox, intent, "fail_refund", refund=refund.id)

    charge = charge_of(running_sandbox, intent)
    assert (charge.amount_refunded, charge.refunded) == (0, False)


@pytest.mark.parametrize(
    ("decision", "status", "events"),
    [("win", "won", ["funds_reinstated", "closed"]), ("lose", "lost", ["closed"])],
)
def test_a_bank_disputes_and_decides(running_sandbox: Running, decision: str, status: str, events: list[str]) -> None:
    intent = paid(running_sandbox)

    press(running_sandbox, intent, "dispute")
    open_page = running_sandbox.browser.get(f"{running_sandbox.url}/dashboard/{intent}").text
    press(running_sandbox, intent, decision)

    (dispute,) = running_sandbox.stripe.v1.disputes.list({"payment_intent": intent}, options(ACCOUNT)).data
    assert (dispute.status, dispute.amount) == (status, 12_500)
    assert "asks for evidence" in open_page
    heard = running_sandbox.endpoint.wait_for("charge.dispute.closed")
    told = [event.type.removeprefix("charge.dispute.") for event in heard if event.type.startswith("charge.dispute")]
    assert told == ["created", "funds_withdrawn", *events]


def test_what_is_disputed_is_not_given_back(running_sandbox: Running) -> None:
    intent = paid(running_sandbox)
    press(running_sandbox, intent, "dispute")

    answer = press(running_sandbox, intent, "refund")
    again = press(running_sandbox, intent, "dispute")

    assert (answer.status_code, again.status_code) == (400, 409)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        running_sandbox.stripe.v1.refunds.create({"payment_intent": intent}, options(ACCOUNT))
    assert refusal.value.code == "charge_disputed"


@pytest.mark.parametrize(("action", "status"), [("settle", "paid"), ("bounce", "unpaid")])
def test_a_bank_transfer_is_decided_at_once(tmp_path: Path, endpoint: Endpoint, action: str, status: str) -> None:
    with running(tmp_path / "stripe.db", endpoint, settle_after=86_400) as sandbox:
        opened = sandbox.open_session()
        sandbox.choose(opened, "transfer")
        intent = str(sandbox.session(opened.id).payment_intent)

        answers = [press(sandbox, intent, action).status_code for _ in range(2)]

        assert answers == [303, 400]
        assert sandbox.session(opened.id).payment_status == status


def test_a_button_that_is_none_and_a_payment_that_is_none_change_nothing(running_sandbox: Running) -> None:
    intent = paid(running_sandbox)

    statuses = [
        press(running_sandbox, intent, action).status_code for action in ("", "steal", "win", "settle", "fail_refund")
    ]

    assert statuses == [400, 400, 409, 400, 404]
    assert press(running_sandbox, "pi_nothing", "refund").status_code == 404
    assert running_sandbox.browser.get(f"{running_sandbox.url}/dashboard/pi_nothing").status_code == 404
