"""What quotes needs from the environment."""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, SecretStr

from shared.settings import HttpUrl, Secret
from shared.storage import StorageSettings


def _comma_separated(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


SecretList = Annotated[tuple[Secret, ...], BeforeValidator(_comma_separated)]


class Settings(StorageSettings):
    """Without a link secret only records with a public token have links; those need no secret to work."""

    service: ClassVar[str] = "quotes"

    link_secret: Secret | None = Field(default=None, alias="CUSTOMER_TOKEN_SECRET")
    link_secrets_previous: SecretList = Field(default=(), alias="CUSTOMER_TOKEN_SECRETS_PREVIOUS")
    public_url: HttpUrl | None = Field(default=None, alias="PORCHLIGHT_PUBLIC_URL")
    seal_pkcs12: str | None = Field(default=None, alias="SEAL_PKCS12")
    """The key that seals accepted estimates: the path of a PKCS#12 file, or what is in it in base64."""
    seal_password: SecretStr = Field(default=SecretStr(""), alias="SEAL_PASSWORD")
    seal_tsa_url: HttpUrl | None = Field(default=None, alias="SEAL_TSA_URL")
