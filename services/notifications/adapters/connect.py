"""What the notifications service is connected to, made from its settings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from services.notifications.adapters.mailbox import MailboxMailer
from services.notifications.adapters.mailer import Mailer
from services.notifications.adapters.smtp import SmtpMailer, read_smtp_url
from services.notifications.adapters.unsubscribing import Unsubscribing


class MailSettings(Protocol):
    """The settings that say where mail goes."""

    @property
    def smtp_url(self) -> SecretStr | None: ...
    @property
    def mailbox_dir(self) -> Path | None: ...
    @property
    def mail_from(self) -> str: ...
    @property
    def service_token_secret(self) -> SecretStr: ...


@dataclass(frozen=True, slots=True)
class Adapters:
    """Without a `mailer` no mail goes out. `mailbox` is the folder of the local one, where that is in use."""

    mailer: Mailer | None
    mailbox: Path | None
    unsubscribing: Unsubscribing


def build_adapters(settings: MailSettings) -> Adapters:
    """The SMTP server where one is named, else the local mailbox, else nothing."""
    unsubscribing = Unsubscribing(settings.service_token_secret.get_secret_value())
    if settings.smtp_url is not None:
        server = read_smtp_url(settings.smtp_url.get_secret_value())
        return Adapters(SmtpMailer(server, settings.mail_from), None, unsubscribing)
    if settings.mailbox_dir is not None:
        return Adapters(MailboxMailer(settings.mailbox_dir, settings.mail_from), settings.mailbox_dir, unsubscribing)
    return Adapters(None, None, unsubscribing)
