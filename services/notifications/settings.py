"""What the notifications service reads from its environment."""

import re
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo, model_validator

from services.notifications.adapters.mail_reports import key_of
from services.notifications.adapters.smtp import read_smtp_url
from services.notifications.adapters.twilio import API
from shared.settings import HttpUrl, ServiceSettings

_LOCAL_SENDER = "no-reply@localhost"
_TWILIO_SECRETS = 2
_ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def _smtp_url(url: SecretStr) -> SecretStr:
    read_smtp_url(url.get_secret_value())
    return url


def _sender(value: str, info: ValidationInfo) -> str:
    if not value and info.data.get("smtp_url") is None:
        return _LOCAL_SENDER
    address = parseaddr(value)[1]
    if not _ADDRESS.fullmatch(address):
        message = "must be the one address that mail comes from, such as portal@example.com"
        raise ValueError(message)
    return address


def _report_secret(secret: SecretStr) -> SecretStr:
    try:
        key_of(secret.get_secret_value())
    except ValueError as error:
        message = "must be whsec_ and the base64 of 24 bytes or more, such as `openssl rand -base64 32` prints"
        raise ValueError(message) from error
    return secret


def _account(value: str | None) -> str | None:
    if value and not re.fullmatch(r"AC[0-9a-f]{32}", value):
        message = "must be AC and 32 digits or letters from a to f, as on the first page of Twilio's console"
        raise ValueError(message)
    return value or None


def _token(value: SecretStr | None) -> SecretStr | None:
    if value and re.search(r"\s", value.get_secret_value()):
        message = "must be the account's token, without a blank in it, as on the first page of Twilio's console"
        raise ValueError(message)
    return value


def _texter(value: str | None, info: ValidationInfo) -> str | None:
    secrets = [name for name in ("twilio_account_sid", "twilio_auth_token") if name in info.data]
    if len(secrets) < _TWILIO_SECRETS:
        # One of them is wrong, which is said already.
        return value
    missing = [name.upper() for name in secrets if not info.data[name]]
    if value and missing:
        message = f"must be left out while there is no {' and no '.join(missing)}: set all three, or none"
        raise ValueError(message)
    if not value and len(missing) < _TWILIO_SECRETS:
        message = "must be the number that text messages come from, such as +12125550100, or a messaging service (MG…)"
        raise ValueError(message)
    if value and not re.fullmatch(r"\+[1-9]\d{6,14}|MG[0-9a-f]{32}", value):
        message = "must be a number such as +12125550100, or a messaging service such as MG and 32 digits"
        raise ValueError(message)
    return value or None


class NotificationsSettings(ServiceSettings):
    """Without SMTP_URL, mail goes to the folder MAILBOX_DIR; without either there is no mail, and it says so.

    So do text messages without TWILIO_*.
    """

    service: ClassVar[str] = "notifications"

    public_url: HttpUrl | None = Field(default=None, alias="PORCHLIGHT_PUBLIC_URL")
    smtp_url: Annotated[SecretStr, AfterValidator(_smtp_url)] | None = Field(default=None, alias="SMTP_URL")
    mailbox_dir: Path | None = Field(default=None, alias="MAILBOX_DIR")
    twilio_account_sid: Annotated[str | None, AfterValidator(_account)] = Field(
        default=None, alias="TWILIO_ACCOUNT_SID"
    )
    twilio_auth_token: Annotated[SecretStr | None, AfterValidator(_token)] = Field(
        default=None, alias="TWILIO_AUTH_TOKEN"
    )
    twilio_from: Annotated[str | None, AfterValidator(_texter)] = Field(default=None, alias="TWILIO_FROM")
    twilio_api_base: HttpUrl = Field(default=API, alias="TWILIO_API_BASE")
    mail_webhook_secret: Annotated[SecretStr, AfterValidator(_report_secret)] | None = Field(
        default=None, alias="MAIL_WEBHOOK_SECRET"
    )
    # After smtp_url: whether it may be left out depends on that.
    mail_from: Annotated[str, AfterValidator(_sender)] = Field(alias="MAIL_FROM")

    @model_validator(mode="before")
    @classmethod
    def _nothing_given(cls, given: dict[str, Any]) -> dict[str, Any]:
        # As a default it would be judged, too, but under another name than that of its variable.
        return {"MAIL_FROM": "", "TWILIO_FROM": None} | given
