"""What the notifications service is connected to, made from its settings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from services.notifications.adapters.mailbox import MailboxMailer, MailboxTexter
from services.notifications.adapters.mailer import Mailer
from services.notifications.adapters.smtp import SmtpMailer, read_smtp_url
from services.notifications.adapters.texter import Texter
from services.notifications.adapters.twilio import TwilioAccount, TwilioTexter
from services.notifications.adapters.unsubscribing import Unsubscribing


class MessageSettings(Protocol):
    """The settings that say where messages go."""

    @property
    def smtp_url(self) -> SecretStr | None: ...
    @property
    def mailbox_dir(self) -> Path | None: ...
    @property
    def mail_from(self) -> str: ...
    @property
    def twilio_account_sid(self) -> str | None: ...
    @property
    def twilio_auth_token(self) -> SecretStr | None: ...
    @property
    def twilio_from(self) -> str | None: ...
    @property
    def twilio_api_base(self) -> str: ...
    @property
    def service_token_secret(self) -> SecretStr: ...


@dataclass(frozen=True, slots=True)
class Adapters:
    """Without a `mailer` no mail goes out, without a `texter` no text message.

    `mailbox` is the folder of the local one, where that is in use.
    """

    mailer: Mailer | None
    texter: Texter | None
    mailbox: Path | None
    unsubscribing: Unsubscribing


def build_adapters(settings: MessageSettings) -> Adapters:
    """The SMTP server and Twilio where they are named, else the local mailbox, else nothing."""
    return Adapters(
        _mailer(settings),
        _texter(settings),
        settings.mailbox_dir if settings.smtp_url is None else None,
        Unsubscribing(settings.service_token_secret.get_secret_value()),
    )


def _mailer(settings: MessageSettings) -> Mailer | None:
    if settings.smtp_url is not None:
        return SmtpMailer(read_smtp_url(settings.smtp_url.get_secret_value()), settings.mail_from)
    return MailboxMailer(settings.mailbox_dir, settings.mail_from) if settings.mailbox_dir else None


def _texter(settings: MessageSettings) -> Texter | None:
    sid, token, sender = settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_from
    if sid and token and sender:
        return TwilioTexter(TwilioAccount(sid, token.get_secret_value(), sender, settings.twilio_api_base))
    # Where mail goes out for real the folder is not looked at.
    return MailboxTexter(settings.mailbox_dir) if settings.mailbox_dir and settings.smtp_url is None else None
