import pytest

from services.notifications.adapters.connect import build_adapters
from services.notifications.adapters.mailbox import MailboxMailer
from services.notifications.adapters.smtp import SmtpMailer
from services.notifications.settings import NotificationsSettings
from shared.settings import ConfigurationError, load
from tests.support.services import SECRETS

TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "token-of-the-account",
    "TWILIO_FROM": "+12125550199",
}
DATABASE = {"NOTIFICATIONS_DATABASE_URL": "sqlite:////tmp/nothing.db"}


def settings(**environment: str) -> NotificationsSettings:
    return load(NotificationsSettings, SECRETS | DATABASE | environment)


def test_a_mail_server_is_used_even_where_there_is_a_mailbox() -> None:
    adapters = build_adapters(
        settings(SMTP_URL="smtp://mail.test", MAIL_FROM="Portal <portal@mail.test>", MAILBOX_DIR="/var/mailbox")
    )

    assert isinstance(adapters.mailer, SmtpMailer)
    assert adapters.mailer.sender == "portal@mail.test"
    assert adapters.mailbox is None


def test_without_a_mail_server_the_mailbox_takes_the_mail() -> None:
    adapters = build_adapters(settings(MAILBOX_DIR="/var/mailbox"))

    assert isinstance(adapters.mailer, MailboxMailer)


def test_without_either_there_is_no_mail() -> None:
    adapters = build_adapters(settings())

    assert (adapters.mailer, adapters.mailbox) == (None, None)


@pytest.mark.parametrize(
    ("environment", "variable"),
    [
        ({"SMTP_URL": "smtp://mail.test"}, "MAIL_FROM"),
        ({"SMTP_URL": "smtp://mail.test", "MAIL_FROM": "portal"}, "MAIL_FROM"),
        ({"SMTP_URL": "smtp://mail.test", "MAIL_FROM": "portal@"}, "MAIL_FROM"),
        ({"SMTP_URL": "smtp://mail.test", "MAIL_FROM": "a@b@mail.test"}, "MAIL_FROM"),
        ({"MAIL_FROM": "portal at mail.test", "MAILBOX_DIR": "/var/mailbox"}, "MAIL_FROM"),
        ({"SMTP_URL": "mail.test:25", "MAIL_FROM": "portal@mail.test"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.test:smtp", "MAIL_FROM": "portal@mail.test"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.test?startls=1", "MAIL_FROM": "portal@mail.test"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.test?starttls=on", "MAIL_FROM": "portal@mail.test"}, "SMTP_URL"),
        ({"TWILIO_FROM": "+12125550100"}, "TWILIO_FROM"),
        ({**TWILIO, "TWILIO_FROM": ""}, "TWILIO_FROM"),
        ({**TWILIO, "TWILIO_AUTH_TOKEN": ""}, "TWILIO_FROM"),
        ({**TWILIO, "TWILIO_FROM": "2125550100"}, "TWILIO_FROM"),
        ({**TWILIO, "TWILIO_ACCOUNT_SID": "SK" + "0" * 32}, "TWILIO_ACCOUNT_SID"),
        ({**TWILIO, "TWILIO_AUTH_TOKEN": "a token"}, "TWILIO_AUTH_TOKEN"),
        ({"MAIL_WEBHOOK_SECRET": "whsec_abc"}, "MAIL_WEBHOOK_SECRET"),
        ({"PORCHLIGHT_PUBLIC_URL": "portal.test"}, "PORCHLIGHT_PUBLIC_URL"),
    ],
)
def test_a_wrong_value_is_named_and_not_shown(environment: dict[str, str], variable: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^{variable} must") as refused:
        settings(**environment)

    assert "\n" not in str(refused.value)
    assert str(refused.value).count(" must ") == 1
    secrets = [value for name, value in environment.items() if name.endswith(("_URL", "_TOKEN", "_SECRET")) and value]
    assert not any(value in str(refused.value) for value in secrets)
