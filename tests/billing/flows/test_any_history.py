"""Customers, banks, the office, Stripe and its webhooks doing anything in any order: the books agree all the time."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.billing.domain.errors import StripeFaulted, StripeUnreachable
from services.billing.manifest import service
from tests.billing.house import SPARKLE, STRIPE, House, furnish, staff
from tests.support.services import running, sqlite_url
from tests.support.stripe_fake import FakeStripe

ACCOUNT, TOTAL = "acct_sparkle", 125_00
FAULTS = (StripeUnreachable("No answer."), StripeFaulted("Stripe failed."))
CALLS = ("create_session", "session", "expire_session", "refund", "refunds", "disputes")
Picked = some.integers(0, 99)


class AnyHistory(RuleBasedStateMachine):
    """One invoice, and all that can become of it."""

    @initialize(paid=some.booleans())
    def open(self, paid: bool) -> None:
        self.ends = ExitStack()
        folder = Path(self.ends.enter_context(tempfile.TemporaryDirectory()))
        context = self.ends.enter_context(running(service, sqlite_url(folder, "billing"), **STRIPE))
        self.stripe = FakeStripe(accounts={ACCOUNT: True})
        self.house: House = furnish(context, self.stripe)
        self.house.connect(SPARKLE, ACCOUNT)
        self.invoice = self.house.issued(TOTAL)
        if paid:
            self.house.pay_invoice(self.invoice)
            self.stripe.pay(self.stripe.session_ids()[0])

    def teardown(self) -> None:
        if hasattr(self, "ends"):
            self._end()
            self.ends.close()

    @rule()
    def pay_now(self) -> None:
        self.house.pay_invoice(self.invoice)

    @rule(which=Picked, how=some.sampled_from(["pay", "decline", "start_transfer", "expire"]))
    def customer_on_a_page(self, which: int, how: str) -> None:
        pages = [one for one in self.stripe.session_ids() if self.stripe.see(one).status == "open"]
        if pages:
            getattr(self.stripe, how)(pages[which % len(pages)])

    @rule(which=Picked, arrives=some.booleans())
    def bank_has_decided(self, which: int, arrives: bool) -> None:
        seen = [(one, self.stripe.see(one)) for one in self.stripe.session_ids()]
        waiting = [
            one
            for one, page in seen
            if (page.status, page.payment_status, page.failure) == ("complete", "unpaid", None)
        ]
        if waiting:
            self.stripe.end_transfer(waiting[which % len(waiting)], arrives=arrives)

    @rule(which=Picked, amount=some.integers(1, TOTAL))
    def money_goes_back_at_the_dashboard(self, which: int, amount: int) -> None:
        for session_id in self._one_of(self._paid(), which):
            if not self.stripe.see(session_id).disputed:
                left = self.stripe.see(session_id).amount_total + sum(self._gone(session_id))
                if left >= amount:
                    self.stripe.refund_in_dashboard(session_id, amount)

    @rule(which=Picked)
    def a_refund_comes_back(self, which: int) -> None:
        there = [refund.id for refund in self.stripe.made.values() if refund.status == "succeeded"]
        if there:
            self.stripe.end_refund(there[which % len(there)], "failed")

    @rule(which=Picked, status=some.sampled_from(["needs_response", "won", "lost"]))
    def bank_disputes(self, which: int, status: str) -> None:
        for session_id in self._one_of(self._paid(), which):
            known = self.stripe.disputes(ACCOUNT, self.stripe.see(session_id).payment_intent or "")
            if not known or known[0].status == "needs_response":
                self.stripe.dispute(session_id)
                self.stripe.dispute(session_id, status)

    @rule(amount=some.integers(1, TOTAL), what=some.sampled_from(["payments", "refunds"]))
    def office_takes_or_gives(self, amount: int, what: str) -> None:
        body: dict[str, Any] = {"amount": amount} | ({"method": "cash"} if what == "payments" else {})
        self._office(what, body)

    @rule()
    def office_voids(self) -> None:
        self._office("void", {})

    @rule(which=Picked, times=some.integers(1, 3))
    def a_webhook_comes(self, which: int, times: int) -> None:
        told = self.stripe.webhooks()
        for _ in range(times if told else 0):
            assert self.house.hear(told[which % len(told)]).status_code == 200

    @rule(which=Picked)
    def a_forged_webhook_comes(self, which: int) -> None:
        told = self.stripe.webhooks()
        if told:
            assert self.house.hear(told[which % len(told)], secret="whsec_forged").status_code == 400

    @rule(call=some.sampled_from(CALLS), fault=some.sampled_from(FAULTS), after=some.booleans())
    def stripe_fails_next_time(self, call: str, fault: Exception, after: bool) -> None:
        self.stripe.fail(call, fault, after=after and call in {"create_session", "refund"})

    @rule()
    def work_is_done(self) -> None:
        self.house.work()

    @rule()
    def time_passes(self) -> None:
        self.house.sweep_later()

    @invariant()
    @precondition(lambda self: hasattr(self, "house"))
    def the_books_agree(self) -> None:
        assert self.house.books() == []
        assert sum(self.house.balances().values()) == 0

    def _office(self, what: str, body: dict[str, Any]) -> None:
        path = f"/invoices/{self.invoice['invoice_id']}/{what}"
        assert self.house.ask("POST", path, staff(), body).status_code in {200, 201, 409, 422}

    def _one_of(self, these: list[str], which: int) -> list[str]:
        return [these[which % len(these)]] if these else []

    def _paid(self) -> list[str]:
        return [one for one in self.stripe.session_ids() if self.stripe.see(one).payment_status == "paid"]

    def _gone(self, session_id: str) -> list[int]:
        intent = self.stripe.see(session_id).payment_intent or ""
        counted = [refund for refund in self.stripe.refunds(ACCOUNT, intent) if refund.status != "failed"]
        return [-refund.amount for refund in counted]

    def _end(self) -> None:
        """Stripe answers again, every webhook has come at last, and the sweep has been round: all is as Stripe has it."""
        self.stripe.accidents.clear()
        for _ in range(3):
            self.house.hear_all(self.stripe.webhooks())
            self.house.sweep_later()
        taken = sum(
            dispute.amount
            for session_id in self._paid()
            for dispute in self.stripe.disputes(ACCOUNT, self.stripe.see(session_id).payment_intent or "")
            if dispute.status != "won"
        )
        left = sum(self.stripe.see(one).amount_total + sum(self._gone(one)) for one in self._paid()) - taken
        assert self.house.balances().get("stripe", 0) == left
        assert self.house.books() == []
        assert sum(checkout.is_live for checkout in self.house.checkouts()) <= 1


@pytest.mark.shows("PAY-3", "PAY-6")
def test_whatever_happens_the_books_agree() -> None:
    limits = settings(
        max_examples=10,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],
    )

    run_state_machine_as_test(AnyHistory, settings=limits)
