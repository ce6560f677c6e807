"""What the doctor is told of mail and text messages: servers are asked, and nothing is sent."""

import ipaddress
import smtplib
import ssl
from collections.abc import Iterator
from datetime import timedelta

import httpx

from services.notifications.adapters.smtp import SmtpServer, connect, read_smtp_url
from services.notifications.settings import NotificationsSettings

_PATIENCE = timedelta(seconds=5)
_OK = 250
_LOGIN = "Check its user and password, percent-encoded where they have signs such as @"
_PORT = "Check the port; that of smtps:// is 465"
_NO_ADDRESS = "PORCHLIGHT_PUBLIC_URL is not: STOP and undelivered texts are not noticed"
_REFUSED = frozenset({401, 403, 404})


def findings(settings: NotificationsSettings) -> Iterator[tuple[bool, str]]:
    """Whether mail and texts go out, and whether anybody hears of those that come back."""
    if settings.smtp_url is not None:
        yield from _mail(read_smtp_url(settings.smtp_url.get_secret_value()), settings.mail_from)
    elif settings.mailbox_dir is not None:
        yield True, "SMTP_URL is not set: mail stays in the local mailbox, and reaches nobody"
    else:
        yield False, "SMTP_URL is not set: no mail goes out. Set it, and MAIL_FROM"
    if settings.mail_webhook_secret is None:
        yield True, "MAIL_WEBHOOK_SECRET is not set: mail that comes back later is not noticed"
    yield from _texts(settings)


def _mail(server: SmtpServer, sender: str) -> Iterator[tuple[bool, str]]:
    where = f"{server.host}:{server.port}"
    if server.tls == "none" and not _is_near(server.host):
        secret = "mail and its password travel" if server.username else "mail travels"
        yield False, f"SMTP_URL: {secret} to {server.host} unencrypted. Use smtps://, or ?starttls=1"
    try:
        connection = connect(server, sender, _PATIENCE)
    except OSError as error:  # smtplib's own errors are among these
        yield False, f"SMTP_URL: {where} {_why(error, server)}"
    else:
        yield _sender(connection, where, sender)


def _why(error: OSError, server: SmtpServer) -> str:
    match error:
        case smtplib.SMTPAuthenticationError(smtp_code=code):
            return f"refuses the login ({code}). {_LOGIN}"
        case smtplib.SMTPServerDisconnected():
            # Some hang up on a wrong password instead of saying so.
            return f"hung up. {_LOGIN if server.username else _PORT}"
        case smtplib.SMTPNotSupportedError():
            return f"offers no STARTTLS, or no login. {_PORT}"
        case ssl.SSLError():
            return f"speaks no TLS that can be trusted ({error.reason or error}). Check the port and its certificate"
        case _:
            return f"does not answer ({type(error).__name__}). Check host, port and firewall"


def _sender(connection: smtplib.SMTP, where: str, sender: str) -> tuple[bool, str]:
    """Whether the server takes mail from that address; nothing comes after it."""
    try:
        code, _ = connection.mail(sender)
    except OSError as error:
        return False, f"SMTP_URL: {where} hung up ({type(error).__name__})"
    finally:
        connection.close()
    if code != _OK:
        return False, f"MAIL_FROM: {where} takes no mail from {sender} ({code}). Use an address that it knows"
    return True, f"{where} takes mail from {sender}"


def _is_near(host: str) -> bool:
    if not {".", ":"} & set(host):
        # A name without a dot is one of this machine, or of a network of containers.
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private


def _texts(settings: NotificationsSettings) -> Iterator[tuple[bool, str]]:
    sid, token = settings.twilio_account_sid, settings.twilio_auth_token
    if not sid or token is None:
        yield True, "TWILIO_ACCOUNT_SID is not set: no text messages go out"
        return
    if settings.public_url is None:
        yield False, f"TWILIO_ACCOUNT_SID is set and {_NO_ADDRESS}"
    yield _twilio(settings, sid, token.get_secret_value())


def _twilio(settings: NotificationsSettings, sid: str, token: str) -> tuple[bool, str]:
    """Whether it knows the account."""
    url = f"{settings.twilio_api_base.rstrip('/')}/2010-04-01/Accounts/{sid}.json"
    try:
        answer = httpx.get(url, auth=(sid, token), timeout=_PATIENCE.total_seconds())
    except httpx.HTTPError as error:
        reason = type(error).__name__
        return False, f"Twilio does not answer ({reason}). Check the network, and TWILIO_API_BASE if it is set"
    if answer.status_code in _REFUSED:
        return False, f"Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN ({answer.status_code}). Copy both anew"
    if not answer.is_success:
        return False, f"Twilio answers {answer.status_code}. Try again later"
    return True, f"Twilio takes the account; texts come from {settings.twilio_from}"
