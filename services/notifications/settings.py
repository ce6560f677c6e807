"""What the notifications service reads from its environment."""

from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo, model_validator

from services.notifications.adapters.smtp import read_smtp_url
from shared.settings import HttpUrl, ServiceSettings

_LOCAL_SENDER = "no-reply@localhost"


def _smtp_url(url: SecretStr) -> SecretStr:
    read_smtp_url(url.get_secret_value())
    return url


def _sender(value: str, info: ValidationInfo) -> str:
    if not value and info.data.get("smtp_url") is None:
        return _LOCAL_SENDER
    address = parseaddr(value)[1]
    if "@" not in address.strip("@") or not address.isascii():
        message = "must be the address that mail comes from, such as portal@example.com"
        raise ValueError(message)
    return address


class NotificationsSettings(ServiceSettings):
    """Without SMTP_URL, mail goes to the folder MAILBOX_DIR; without either there is no mail, and it says so."""

    service: ClassVar[str] = "notifications"

    public_url: HttpUrl | None = Field(default=None, alias="PORCHLIGHT_PUBLIC_URL")
    smtp_url: Annotated[SecretStr, AfterValidator(_smtp_url)] | None = Field(default=None, alias="SMTP_URL")
    mailbox_dir: Path | None = Field(default=None, alias="MAILBOX_DIR")
    # After smtp_url: whether it may be left out depends on that.
    mail_from: Annotated[str, AfterValidator(_sender)] = Field(alias="MAIL_FROM")

    @model_validator(mode="before")
    @classmethod
    def _nothing_given(cls, given: dict[str, Any]) -> dict[str, Any]:
        # As a default it would be judged, too, but under another name than that of its variable.
        return {"MAIL_FROM": ""} | given
