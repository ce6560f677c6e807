"""Stripe in memory: keeps to the interface that billing calls and to the rules that matter to it, and never sleeps."""

import itertools
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from services.billing.domain.errors import StripeAccountGone, StripeRefused
from services.billing.domain.stripe_facts import (
    AccountLists,
    AccountState,
    CheckoutSession,
    DisputeState,
    RefundOrder,
    RefundState,
    SessionOrder,
)
from tests.support.stripe_pieces import Accident, Cardless, charge_of, opened_for, told_of, url_of

SMALLEST = 50
DECLINED = "Your card was declined."
NOT_COVERED = "The customer's account has insufficient funds to cover this payment."


@dataclass
class FakeStripe(Cardless):
    """One platform. `calls` counts what was asked; `accidents` holds what goes wrong next, per call.

    `meanwhile` holds what somebody else does, per call, just after Stripe has done its part and before it answers.
    """

    livemode: bool = False
    accounts: dict[str, bool] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    accidents: dict[str, list[Accident]] = field(default_factory=dict)
    meanwhile: dict[str, Callable[[], object]] = field(default_factory=dict)
    orders: dict[str, SessionOrder] = field(default_factory=dict)
    made: dict[str, RefundState] = field(default_factory=dict)
    refund_status: Any = "succeeded"
    _sessions: dict[str, tuple[str, CheckoutSession]] = field(default_factory=dict)
    _session_of_key: dict[str, str] = field(default_factory=dict)
    _refund_of_key: dict[str, tuple[RefundOrder, str]] = field(default_factory=dict)
    _intent_of_refund: dict[str, str] = field(default_factory=dict)
    _disputes: dict[str, DisputeState] = field(default_factory=dict)
    _events: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Any = field(default_factory=itertools.count)

    # What billing calls.

    def account(self, account: str) -> AccountState:
        self._begin("account")
        self._check_access(account)
        return AccountState(account, charges_enabled=self.accounts[account])

    def create_session(self, order: SessionOrder) -> CheckoutSession:
        after = self._begin("create_session")
        self._check_access(order.account)
        if order.idempotency_key not in self._session_of_key:
            self._open(order)
        if self.orders[order.idempotency_key] != order:
            raise StripeRefused("Same key, other parameters.", reason="idempotency_error")
        self._end("create_session", after)
        opened = self._sessions[self._session_of_key[order.idempotency_key]][1]
        # Stripe repeats the answer it gave, not the state of now.
        return replace(opened, status="open", payment_status="unpaid", payment_intent=None, url=url_of(opened.id))

    def session(self, account: str, session_id: str) -> CheckoutSession:
        self._begin("session")
        return self._get(account, session_id)

    def expire_session(self, account: str, session_id: str) -> None:
        self._begin("expire_session")
        if self._get(account, session_id).status != "open":
            raise StripeRefused("Only Checkout Sessions with a status of open can be expired.")
        self.expire(session_id)

    def refund(self, account: str, order: RefundOrder) -> RefundState:
        after = self._begin("refund")
        self._check_access(account)
        if order.idempotency_key not in self._refund_of_key:
            made = self._give_back(order.payment_intent, order.amount, order.reference)
            self._refund_of_key[order.idempotency_key] = order, made
        known, made = self._refund_of_key[order.idempotency_key]
        if known != order:
            raise StripeRefused("Same key, other parameters.", reason="idempotency_error")
        self._end("refund", after)
        return self.made[made]

    def refunds(self, account: str, payment_intent: str) -> tuple[RefundState, ...]:
        self._begin("refunds")
        self._check_access(account)
        mine = [refund for refund in self.made.values() if self._intent_of_refund[refund.id] == payment_intent]
        return tuple(reversed(mine))

    def disputes(self, account: str, payment_intent: str) -> tuple[DisputeState, ...]:
        self._begin("disputes")
        self._check_access(account)
        return (self._disputes[payment_intent],) if payment_intent in self._disputes else ()

    def lists(self, account: str, charges_since: datetime, reversals_since: datetime) -> AccountLists:
        self._begin("lists")
        self._check_access(account)
        mine = [session for owner, session in self._sessions.values() if owner == account and session.payment_intent]
        intents = [session.payment_intent or "" for session in mine]
        return AccountLists(
            charges=tuple(charge_of(one) for one in mine if one.payment_status == "paid"),
            refunds=tuple(
                (self._intent_of_refund[r.id], r) for r in self.made.values() if self._intent_of_refund[r.id] in intents
            ),
            disputes=tuple((intent, self._disputes[intent]) for intent in intents if intent in self._disputes),
        )

    # What customers, banks and Stripe itself do.

    def pay(self, session_id: str) -> None:
        self._finish(session_id, payment_status="paid", payment_method="card")
        self._tell("checkout.session.completed", session_id)

    def decline(self, session_id: str) -> None:
        account, session = self._sessions[session_id]
        intent = session.payment_intent or f"pi_{next(self._numbers)}"
        self._sessions[session_id] = account, replace(session, payment_intent=intent, failure=DECLINED)
        self._tell("payment_intent.payment_failed", session_id)

    def start_transfer(self, session_id: str) -> None:
        self._finish(session_id, payment_method="us_bank_account")
        self._tell("checkout.session.completed", session_id)

    def end_transfer(self, session_id: str, *, arrives: bool) -> None:
        outcome: dict[str, Any] = {"payment_status": "paid"} if arrives else {"failure": NOT_COVERED}
        self.change(session_id, **outcome)
        self._tell(f"checkout.session.async_payment_{'succeeded' if arrives else 'failed'}", session_id)

    def expire(self, session_id: str) -> None:
        self.change(session_id, status="expired", url=None)
        self._tell("checkout.session.expired", session_id)

    def change(self, session_id: str, **changes: Any) -> None:
        """Makes the session other than it was, without anybody being told."""
        account, session = self._sessions[session_id]
        self._sessions[session_id] = account, replace(session, **changes)

    def refund_in_dashboard(self, session_id: str, amount: int | None = None) -> str:
        """Somebody gives money back at Stripe itself; the refund's id."""
        return self._give_back(self.see(session_id).payment_intent or "", amount, None)

    def end_refund(self, refund_id: str, status: Any) -> None:
        self.made[refund_id] = replace(self.made[refund_id], status=status)
        intent = self._intent_of_refund[refund_id]
        self._weigh(intent)
        body = {"id": refund_id, "object": "refund", "payment_intent": intent, "status": status}
        for name in ("refund.updated", "charge.refund.updated", *(("refund.failed",) if status == "failed" else ())):
            self._note(name, self._account_of(intent), body)

    def dispute(self, session_id: str, status: str = "needs_response") -> None:
        """The customer's bank asks for the money back, or has decided."""
        session = self.see(session_id)
        intent = session.payment_intent or ""
        first = intent not in self._disputes
        self._disputes[intent] = DisputeState(f"du_{intent}", session.amount_total, status, "fraudulent")
        self.change(session_id, disputed=True)
        names = ["created", "funds_withdrawn"] if first else []
        names += {"won": ["funds_reinstated", "closed"], "lost": ["closed"]}.get(status, [])
        body = {"id": f"du_{intent}", "object": "dispute", "payment_intent": intent, "status": status}
        for name in names:
            self._note(f"charge.dispute.{name}", self._account_of(intent), body)

    def switch_charges(self, account: str, *, on: bool) -> None:
        self.accounts[account] = on
        self._note("account.updated", account, {"id": account, "object": "account", "charges_enabled": on})

    def deauthorize(self, account: str) -> None:
        del self.accounts[account]
        self._note("account.application.deauthorized", account, {"id": "ca_1", "object": "application"})

    def fail(self, call: str, error: Exception, *, after: bool = False, times: int = 1) -> None:
        """Has the next calls of this kind end in `error`."""
        self.accidents.setdefault(call, []).extend(Accident(error, after) for _ in range(times))

    def session_ids(self) -> list[str]:
        return list(self._sessions)

    def see(self, session_id: str) -> CheckoutSession:
        return self._sessions[session_id][1]

    def webhooks(self) -> list[bytes]:
        """The bodies of all webhooks there would have been, oldest first."""
        return [json.dumps(event, indent=2).encode() for event in self._events]

    def _begin(self, call: str) -> Accident | None:
        self.calls[call] += 1
        waiting = self.accidents.get(call)
        accident = waiting.pop(0) if waiting else None
        if accident is not None and not accident.after:
            raise accident.error
        return accident

    def _end(self, call: str, accident: Accident | None) -> None:
        if call in self.meanwhile:
            self.meanwhile.pop(call)()
        if accident is not None:
            raise accident.error

    def _check_access(self, account: str) -> None:
        if account not in self.accounts:
            raise StripeAccountGone("No access to the account.", reason="account_invalid")

    def _open(self, order: SessionOrder) -> None:
        if not self.accounts[order.account]:
            raise StripeRefused("Your account cannot currently make charges.", reason="account_invalid")
        if order.amount + order.tip < SMALLEST:
            raise StripeRefused("The total must be at least $0.50.", reason="amount_too_small")
        opened = opened_for(order, f"cs_test_{next(self._numbers)}")
        self._sessions[opened.id] = order.account, opened
        self._session_of_key[order.idempotency_key] = opened.id
        self.orders[order.idempotency_key] = order

    def _give_back(self, intent: str, amount: int | None, reference: str | None) -> str:
        session = self._session_of(intent)
        if intent in self._disputes:
            raise StripeRefused("The charge has been charged back.", reason="charge_disputed")
        left = session.amount_total - self._returned(intent)
        if not left:
            raise StripeRefused("The charge has been refunded.", reason="charge_already_refunded")
        if (amount or left) > left:
            raise StripeRefused("Refund amount is greater than unrefunded amount on charge.", param="amount")
        made = RefundState(f"re_{next(self._numbers)}", amount or left, self.refund_status, reference)
        self.made[made.id] = made
        self._intent_of_refund[made.id] = intent
        self._weigh(intent)
        body = {"id": made.id, "object": "refund", "payment_intent": intent, "status": made.status}
        self._note("refund.created", self._account_of(intent), body)
        self._note("charge.refunded", self._account_of(intent), {"object": "charge", "payment_intent": intent})
        return made.id

    def _returned(self, intent: str) -> int:
        mine = [refund for refund in self.made.values() if self._intent_of_refund[refund.id] == intent]
        return sum(refund.amount for refund in mine if refund.status not in {"failed", "canceled"})

    def _weigh(self, intent: str) -> None:
        self.change(self._session_of(intent).id, given_back=self._returned(intent) > 0)

    def _session_of(self, intent: str) -> CheckoutSession:
        return next(session for _, session in self._sessions.values() if session.payment_intent == intent)

    def _account_of(self, intent: str) -> str:
        return next(account for account, session in self._sessions.values() if session.payment_intent == intent)

    def _get(self, account: str, session_id: str) -> CheckoutSession:
        self._check_access(account)
        owner, session = self._sessions[session_id]
        if owner != account:
            raise StripeRefused(f"No such checkout.session: {session_id}", reason="resource_missing")
        return session

    def _finish(self, session_id: str, **changes: Any) -> None:
        session = self._sessions[session_id][1]
        assert session.status == "open", f"{session_id} is {session.status}: nobody can pay it"
        intent = session.payment_intent or f"pi_{next(self._numbers)}"
        self.change(session_id, status="complete", url=None, payment_intent=intent, failure=None, **changes)

    def _tell(self, event_type: str, session_id: str) -> None:
        account, session = self._sessions[session_id]
        self._note(event_type, account, told_of(session))

    def _note(self, event_type: str, account: str, body: dict[str, Any]) -> None:
        self._events.append(
            {
                "id": f"evt_{next(self._numbers)}",
                "object": "event",
                "type": event_type,
                "account": account,
                "livemode": self.livemode,
                "data": {"object": body},
            }
        )
