"""Stripe in memory, driven as the others are."""

import json
from typing import Any

from services.billing.adapters.stripe_calls import StripeCalls
from tests.support.stripe_fake import FakeStripe


class MemoryWorld:
    """The fake, held to the same tests as those it stands in for."""

    def __init__(self) -> None:
        self.fake = FakeStripe()
        self.gateway: StripeCalls = self.fake
        self.pay = self.fake.pay
        self.decline = self.fake.decline
        self.end_transfer = self.fake.end_transfer

    def refund_in_dashboard(self, account: str, session_id: str, amount: int | None = None) -> str:
        return self.fake.refund_in_dashboard(session_id, amount)

    def end_refund(self, refund_id: str, status: str) -> None:
        self.fake.end_refund(refund_id, status)

    def dispute(self, account: str, session_id: str, status: str = "needs_response") -> None:
        self.fake.dispute(session_id, status)

    def add_account(self, *, ready: bool = True) -> str:
        account = f"acct_{len(self.fake.accounts)}"
        self.fake.accounts[account] = ready
        return account

    def start_transfer(self, session_id: str, *, arrives: bool) -> None:
        self.fake.start_transfer(session_id)

    def expire(self, account: str, session_id: str) -> None:
        self.fake.expire(session_id)

    def webhooks(self, account: str) -> list[bytes]:
        return [body for body in self.fake.webhooks() if json.loads(body)["account"] == account]

    def sessions(self, account: str) -> list[dict[str, Any]]:
        seen = [self.fake.see(session_id) for session_id in self.fake.session_ids()]
        return [{"id": session.id, "status": session.status} for session in seen]

    def refunds(self, account: str) -> list[int]:
        return [refund.amount for refund in self.fake.made.values()]
