"""All that billing asks of Stripe: one interface, kept by the gateway and by the fake of the tests."""

from datetime import datetime
from typing import Protocol

from services.billing.domain.stripe_facts import (
    AccountLists,
    AccountState,
    CheckoutSession,
    DisputeState,
    RefundOrder,
    RefundState,
    SessionOrder,
)


class StripeCalls(Protocol):
    """Every call raises `StripeRefused` for a no, and `StripeUnreachable` where it is not known what happened."""

    @property
    def livemode(self) -> bool:
        """Whether real money moves."""
        ...

    def account(self, account: str) -> AccountState:
        """The account as it is now; raises `StripeAccountGone` where we may not act for it."""
        ...

    def create_session(self, order: SessionOrder) -> CheckoutSession:
        """Opens a hosted checkout, or for an order with a card a payment; the same order gives the same one."""
        ...

    def session(self, account: str, session_id: str) -> CheckoutSession:
        """The session as it is now."""
        ...

    def expire_session(self, account: str, session_id: str) -> None:
        """Makes sure that nobody can begin to pay it; raises `StripeRefused` unless it was open."""
        ...

    def confirm_payment(self, account: str, payment_id: str, idempotency_key: str) -> None:
        """Charges the saved card, once per key; raises `StripeRefused` where the card or its bank says no."""
        ...

    def forget_card(self, account: str, method: str) -> None:
        """Nobody can charge the card any more."""
        ...

    def refund(self, account: str, order: RefundOrder) -> RefundState:
        """Gives back what the order says, once per key; raises `StripeRefused` where there is not so much left."""
        ...

    def refunds(self, account: str, payment_intent: str) -> tuple[RefundState, ...]:
        """Every refund of the payment as it is now, whoever made it; the newest first."""
        ...

    def disputes(self, account: str, payment_intent: str) -> tuple[DisputeState, ...]:
        """Every dispute of the payment as it is now."""
        ...

    def lists(self, account: str, charges_since: datetime, reversals_since: datetime) -> AccountLists:
        """All that the account lists since those moments, page by page."""
        ...
