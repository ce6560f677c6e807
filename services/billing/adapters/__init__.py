"""The outside world of billing: Stripe, and the links that customers get."""

from dataclasses import dataclass, field
from typing import cast

from services.billing.adapters.payment_links import PaymentLinks
from services.billing.adapters.stripe_calls import StripeCalls
from services.billing.adapters.stripe_gateway import Gateways, StripeGateway
from services.billing.adapters.stripe_setup import StripeSetup
from services.billing.adapters.vault import Vault
from services.billing.domain.errors import StripeNotConfigured
from services.billing.settings import Settings
from shared.tokens import key_ring


@dataclass(frozen=True, slots=True)
class Adapters:
    """`gateway` is None where the operator has given no key: then only those are paid online who have their own."""

    gateway: StripeCalls | None
    links: PaymentLinks
    vault: Vault = field(default_factory=Vault)
    pool: Gateways = field(default_factory=Gateways)

    @property
    def stripe(self) -> StripeCalls:
        """Stripe, as the platform; raises `StripeNotConfigured` without a key."""
        if self.gateway is None:
            raise StripeNotConfigured("Payments are not set up here. The operator sets STRIPE_SECRET_KEY to do so.")
        return self.gateway

    @property
    def setup(self) -> StripeSetup:
        """Setting up, as the platform; raises `StripeNotConfigured` without a key."""
        return StripeSetup(cast("StripeGateway", self.stripe))

    def own(self, key: str) -> StripeGateway:
        """Stripe, as the holder of an account's own key."""
        return self.pool.own(key)

    @property
    def takes_payments(self) -> bool:
        """Whether there is any key that anybody could be paid by."""
        return self.gateway is not None or self.vault.can_seal


def build_adapters(settings: Settings) -> Adapters:
    """Opens no connection."""
    key, pool = settings.stripe_secret_key, Gateways(settings.stripe_api_base)
    ring = key_ring(settings.link_secret, settings.link_secrets_previous)
    return Adapters(
        gateway=StripeGateway(key.get_secret_value(), pool=pool) if key else None,
        links=PaymentLinks(ring, settings.public_url),
        vault=Vault(key_ring(settings.stripe_keys_secret, settings.stripe_keys_secrets_previous)),
        pool=pool,
    )
