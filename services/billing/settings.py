"""What billing needs from the environment."""

import re
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from shared.settings import HttpUrl, Secret, ServiceSettings

_KEY = re.compile(r"(sk|rk)_(test|live)_\w+")


def _comma_separated(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _stripe_key(key: SecretStr) -> SecretStr:
    if not _KEY.fullmatch(key.get_secret_value()):
        message = "must be a secret or restricted key of Stripe, such as sk_live_… or rk_test_…"
        raise ValueError(message)
    return key


StripeKey = Annotated[SecretStr, AfterValidator(_stripe_key)]
SecretList = Annotated[tuple[SecretStr, ...], BeforeValidator(_comma_separated)]
KeyList = Annotated[tuple[Secret, ...], BeforeValidator(_comma_separated)]


class Settings(ServiceSettings):
    """Without a key of Stripe nothing can be paid online; without a link secret there are no links to invoices."""

    service: ClassVar[str] = "billing"

    stripe_secret_key: StripeKey | None = Field(default=None, alias="STRIPE_SECRET_KEY")
    stripe_webhook_secrets: SecretList = Field(default=(), alias="STRIPE_WEBHOOK_SECRET")
    """Several while one is being replaced: whatever is signed with any of them is good."""
    stripe_api_base: HttpUrl | None = Field(default=None, alias="STRIPE_API_BASE")
    stripe_keys_secret: Secret | None = Field(default=None, alias="STRIPE_KEYS_SECRET")
    """What workspaces' own keys of Stripe are sealed with; without it none can be kept."""
    stripe_keys_secrets_previous: KeyList = Field(default=(), alias="STRIPE_KEYS_SECRETS_PREVIOUS")
    link_secret: Secret | None = Field(default=None, alias="CUSTOMER_TOKEN_SECRET")
    link_secrets_previous: KeyList = Field(default=(), alias="CUSTOMER_TOKEN_SECRETS_PREVIOUS")
    public_url: HttpUrl | None = Field(default=None, alias="PORCHLIGHT_PUBLIC_URL")
