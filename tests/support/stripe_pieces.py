"""What Stripe in memory is made of, beside itself."""

from dataclasses import dataclass

from services.billing.domain.errors import StripeRefused
from services.billing.domain.stripe_facts import ChargeState, CheckoutSession
from shared.clock import utc_now


@dataclass
class Accident:
    """What is to go wrong with the next call of a kind: before Stripe does it, or after, when only the answer is lost."""

    error: Exception
    after: bool = False


def charge_of(session: CheckoutSession) -> ChargeState:
    return ChargeState(
        payment_intent=session.payment_intent or "",
        amount=session.amount_total,
        currency=session.currency,
        created=utc_now(),
        reference=session.metadata.get("payment_id"),
        workspace=session.metadata.get("workspace_id"),
    )


def url_of(session_id: str) -> str:
    return f"http://stripe.test/c/pay/{session_id}"


class Cardless:
    """The fake keeps no cards: those who need some ask the sandbox."""

    def confirm_payment(self, account: str, payment_id: str, idempotency_key: str) -> None:
        raise StripeRefused(f"No such payment_intent: {payment_id}", reason="resource_missing")

    def forget_card(self, account: str, method: str) -> None:
        raise StripeRefused(f"No such payment_method: {method}", reason="resource_missing")
