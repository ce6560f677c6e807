"""The outside world of billing: Stripe, and the links that customers get."""

from dataclasses import dataclass

from services.billing.adapters.payment_links import PaymentLinks
from services.billing.adapters.stripe_calls import StripeCalls
from services.billing.adapters.stripe_gateway import StripeGateway
from services.billing.domain.errors import StripeNotConfigured
from services.billing.settings import Settings
from shared.tokens import key_ring


@dataclass(frozen=True, slots=True)
class Adapters:
    """`gateway` is None where the operator has given no key: then nothing is payable online."""

    gateway: StripeCalls | None
    links: PaymentLinks

    @property
    def stripe(self) -> StripeCalls:
        """Stripe; raises `StripeNotConfigured` without a key."""
        if self.gateway is None:
            raise StripeNotConfigured("Payments are not set up here. The operator sets STRIPE_SECRET_KEY to do so.")
        return self.gateway


def build_adapters(settings: Settings) -> Adapters:
    """Opens no connection."""
    key = settings.stripe_secret_key
    ring = key_ring(settings.link_secret, settings.link_secrets_previous)
    return Adapters(
        gateway=StripeGateway(key.get_secret_value(), settings.stripe_api_base) if key else None,
        links=PaymentLinks(ring, settings.public_url),
    )
