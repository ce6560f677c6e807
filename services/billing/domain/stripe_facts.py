"""What Stripe is told and what it answers, in our own words: plain values that no SDK object hides behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class AccountState:
    """An account as it is now; `missing` is what Stripe still asks for, by its own names."""

    id: str
    charges_enabled: bool
    missing: tuple[str, ...] = ()
    disabled_reason: str | None = None
    workspace: str | None = None
    """The workspace that Porchlight made the account for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOrder:
    """An account to be made for a business; the same `idempotency_key` makes one."""

    workspace: str
    business_name: str | None
    email: str | None
    idempotency_key: str


@dataclass(frozen=True, slots=True)
class WebhookEndpoint:
    """A webhook of an account's own; its `secret` is told once, when it is made."""

    id: str
    url: str
    workspace: str | None
    secret: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOrder:
    """A hosted checkout to be opened. The same `idempotency_key` goes with the same order, always."""

    account: str
    idempotency_key: str
    amount: int
    """In Stripe's units of the currency, as is the tip, which is a line of its own."""
    tip: int = 0
    currency: str
    title: str
    customer_email: str | None
    success_url: str
    cancel_url: str
    expires_at: datetime
    reference: str
    metadata: Mapping[str, str]
    save_card: bool = False
    """Whether the customer has agreed that Stripe keeps the card they pay with."""
    customer: str | None = None
    """Stripe's own record of who pays, where there is one."""
    card: str | None = None
    """The saved card that is charged: then there is no page, but a payment that is confirmed by us."""


@dataclass(frozen=True, slots=True)
class SavedMethod:
    """A card that Stripe keeps, and what people know it by."""

    customer: str
    method: str
    brand: str
    last4: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutSession:
    """A hosted checkout as it is now, with what became of its payment."""

    id: str
    url: str | None
    status: Literal["open", "complete", "expired"]
    payment_status: Literal["paid", "unpaid", "no_payment_required"]
    amount_total: int
    currency: str
    reference: str | None
    metadata: Mapping[str, str]
    expires_at: datetime
    payment_intent: str | None = None
    payment_method: str | None = None
    """The kind of method that paid, such as card or us_bank_account."""
    failure: str | None = None
    """Why the last attempt to pay did not bring the money."""
    given_back: bool = False
    """Whether some of it has gone back, as far as the charge says."""
    disputed: bool = False
    """Whether the customer's bank has ever asked for it back."""
    saved: SavedMethod | None = None
    """The card that Stripe keeps, where the customer has agreed to that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundOrder:
    """Money to be given back; without an amount, all that is left."""

    payment_intent: str
    idempotency_key: str
    amount: int | None
    """In Stripe's units of the currency."""
    duplicate: bool
    reference: str


@dataclass(frozen=True, slots=True)
class RefundState:
    """Money on its way back, or arrived, or returned to the business."""

    id: str
    amount: int
    """In Stripe's units of the currency."""
    status: Literal["pending", "requires_action", "succeeded", "failed", "canceled"]
    reference: str | None = None
    """Our own id of it, where we asked for it."""


@dataclass(frozen=True, slots=True)
class DisputeState:
    """A payment that the customer's bank wants back, or has taken."""

    id: str
    amount: int
    """In Stripe's units of the currency."""
    status: str
    reason: str

    @property
    def is_inquiry(self) -> bool:
        """Whether the bank only asks, so that no money has moved."""
        return self.status.startswith("warning_")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEvent:
    """A hint that something has happened. Only names are taken from it; what is true is asked of Stripe."""

    id: str
    type: str
    livemode: bool
    account: str | None
    object_id: str | None
    reference: str | None
    """The payment a checkout session was opened for, by its own account."""
    payment_intent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeState:
    """Money that a charge has brought, as Stripe lists it."""

    payment_intent: str
    amount: int
    """In Stripe's units of the currency."""
    currency: str
    created: datetime
    reference: str | None
    """The payment it was for, and the workspace, as we noted them there; None for charges that are none of ours."""
    workspace: str | None


@dataclass(frozen=True, slots=True)
class AccountLists:
    """What an account lists: the charges since a moment that brought money, and refunds and disputes by payment intent."""

    charges: tuple[ChargeState, ...]
    refunds: tuple[tuple[str, RefundState], ...]
    disputes: tuple[tuple[str, DisputeState], ...]
