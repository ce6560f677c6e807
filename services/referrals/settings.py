"""What the referrals service reads from its environment."""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from shared.settings import HttpUrl, Secret, ServiceSettings


def _comma_separated(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


KeyList = Annotated[tuple[Secret, ...], BeforeValidator(_comma_separated)]


class ReferralsSettings(ServiceSettings):
    """Links lead to PORCHLIGHT_PUBLIC_URL, else to each workspace's own site; without a secret none leads to a job."""

    service: ClassVar[str] = "referrals"

    public_url: HttpUrl | None = Field(default=None, alias="PORCHLIGHT_PUBLIC_URL")
    link_secret: Secret | None = Field(default=None, alias="CUSTOMER_TOKEN_SECRET")
    link_secrets_previous: KeyList = Field(default=(), alias="CUSTOMER_TOKEN_SECRETS_PREVIOUS")
