"""The portal's settings."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, ClassVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from shared.settings import HttpUrl, Secret, ServiceSettings
from shared.tokens import key_ring
from shared.vault import Vault

Network = IPv4Network | IPv6Network

STRIPE_CHECKOUT = "https://checkout.stripe.com"
STRIPE_CONNECT = "https://connect.stripe.com"


def _parts(given: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(given).split(",") if part.strip())


KeyList = Annotated[tuple[Secret, ...], BeforeValidator(_parts)]


def _networks(given: object) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part, strict=False) for part in _parts(given))
    except ValueError as error:
        message = "must be networks in CIDR form with commas between them, such as 10.0.0.0/8,192.168.1.4/32"
        raise ValueError(message) from error


def _origins(given: object) -> tuple[str, ...]:
    origins = tuple(part.rstrip("/") for part in _parts(given))
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            message = f"must be origins with commas between them, such as {STRIPE_CHECKOUT}"
            raise ValueError(message)
    return origins


def _is_open(given: object) -> bool:
    if given not in {"open", "closed", True, False}:
        message = "must be open or closed"
        raise ValueError(message)
    return given in {"open", True}


def origin_of(url: str) -> str:
    """The scheme, host and port of `url`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class Settings(ServiceSettings):
    """What the gateway needs to know; without a service's URL it has to be joined to it in the same process."""

    service: ClassVar[str] = "portal"

    staff_token_secret: Secret = Field(alias="STAFF_TOKEN_SECRET")
    staff_token_secrets_previous: KeyList = Field(default=(), alias="STAFF_TOKEN_SECRETS_PREVIOUS")
    """Those that second steps of signing in were sealed with before; they open them still, and sign nobody in."""
    public_url: HttpUrl | None = Field(default=None, alias="PORCHLIGHT_PUBLIC_URL")
    quotes_url: HttpUrl | None = Field(default=None, alias="QUOTES_URL")
    billing_url: HttpUrl | None = Field(default=None, alias="BILLING_URL")
    notifications_url: HttpUrl | None = Field(default=None, alias="NOTIFICATIONS_URL")
    referrals_url: HttpUrl | None = Field(default=None, alias="REFERRALS_URL")
    embedded: bool = Field(default=False, alias="PORCHLIGHT_EMBEDDED")
    trusted_proxies: Annotated[tuple[Network, ...], BeforeValidator(_networks)] = Field(
        default=(), alias="TRUSTED_PROXIES"
    )
    checkout_origins: Annotated[tuple[str, ...], BeforeValidator(_origins)] = Field(
        default=(STRIPE_CHECKOUT,), alias="CHECKOUT_ORIGINS"
    )
    sign_up_open: Annotated[bool, BeforeValidator(_is_open)] = Field(default=True, alias="SIGN_UP")
    """Whether anybody may open a workspace here, or only whoever runs it, by the command line."""
    stripe_api_base: HttpUrl | None = Field(default=None, alias="STRIPE_API_BASE")

    @property
    def second_steps(self) -> Vault:
        """What keeps the secrets of people's authenticator apps."""
        return Vault("porchlight second steps", key_ring(self.staff_token_secret, self.staff_token_secrets_previous))

    @property
    def checkout_hosts(self) -> tuple[str, ...]:
        """The origins that may host a checkout: the browser is sent nowhere else to pay.

        A stand-in for Stripe (`STRIPE_API_BASE`) hosts its own page, the embedded run's under our public address.
        """
        others = (origin_of(url) for url in (self.public_url, self.stripe_api_base) if url)
        return tuple(dict.fromkeys((*self.checkout_origins, *others)))

    @property
    def onboarding_hosts(self) -> tuple[str, ...]:
        """The origins where a business completes its account: an owner is sent nowhere else to do so."""
        return (STRIPE_CONNECT, *self.checkout_hosts)

    @property
    def service_urls(self) -> dict[str, str | None]:
        """The base URL of each service, as far as it has one."""
        return {
            "quotes": self.quotes_url,
            "billing": self.billing_url,
            "notifications": self.notifications_url,
            "referrals": self.referrals_url,
        }
