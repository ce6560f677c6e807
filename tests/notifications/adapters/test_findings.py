"""The doctor asks the mail server and Twilio, sends nothing, and says what an operator has to set right."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from services.notifications.adapters.findings import findings
from services.notifications.settings import NotificationsSettings
from shared.settings import load
from tests.notifications.fakes import free_port
from tests.notifications.mail_servers import Server, certificate_for, secured, serving
from tests.support.services import SECRETS

pytestmark = pytest.mark.shows("OPS-3")

DATABASE = {"NOTIFICATIONS_DATABASE_URL": "sqlite:////tmp/nothing.db"}
SENDER = {"MAIL_FROM": "portal@mail.test"}
TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "token-of-the-account",
    "TWILIO_FROM": "+12125550199",
    "PORCHLIGHT_PUBLIC_URL": "https://portal.test",
}


def found(about: str, **environment: str) -> tuple[bool, str]:
    """The one thing that is said of it."""
    settings = load(NotificationsSettings, SECRETS | DATABASE | environment)
    (one,) = [(is_well, text) for is_well, text in findings(settings) if about in text]
    return one


def test_what_is_not_set_is_said_with_what_comes_of_it() -> None:
    assert found("SMTP_URL") == (False, "SMTP_URL is not set: no mail goes out. Set it, and MAIL_FROM")
    assert found("SMTP_URL", MAILBOX_DIR="/var/mailbox")[0]
    assert found("MAIL_WEBHOOK_SECRET")[0]
    assert found("TWILIO_ACCOUNT_SID") == (True, "TWILIO_ACCOUNT_SID is not set: no text messages go out")


def test_a_mail_server_that_takes_mail_is_well_and_gets_none() -> None:
    server = Server()
    with serving(server) as port:
        well = found("127.0.0.1", SMTP_URL=f"smtp://127.0.0.1:{port}", **SENDER)

    assert well == (True, f"127.0.0.1:{port} takes mail from portal@mail.test")
    assert server.received == []


def test_a_mail_server_that_is_not_there_is_named() -> None:
    port = free_port()

    is_well, text = found("127.0.0.1", SMTP_URL=f"smtp://127.0.0.1:{port}", **SENDER)

    assert not is_well
    assert text == f"SMTP_URL: 127.0.0.1:{port} does not answer (ConnectionRefusedError). Check host, port and firewall"


def test_a_sender_that_the_server_does_not_take_is_named() -> None:
    with serving(Server(faults={"MAIL": "550 5.7.1 not yours"})) as port:
        is_well, text = found("MAIL_FROM", SMTP_URL=f"smtp://127.0.0.1:{port}", **SENDER)

    assert (is_well, "takes no mail from portal@mail.test (550)" in text) == (False, True)


@pytest.mark.parametrize(
    ("password", "said"),
    [("wrong", "Check its user and password"), ("right", "takes mail from portal@mail.test")],
)
def test_a_login_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str, said: str) -> None:
    certificate = certificate_for("127.0.0.1", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with secured(Server(), certificate, password="right", starttls=True) as port:
        is_well, text = found("127.0.0.1", SMTP_URL=f"smtp://me:{password}@127.0.0.1:{port}?starttls=1", **SENDER)

    assert said in text
    assert is_well is (password == "right")
    assert "wrong" not in text


def test_a_server_without_tls_or_with_another_certificate_is_named(tmp_path: Path) -> None:
    with serving(Server()) as port:
        plain = found("127.0.0.1", SMTP_URL=f"smtp://127.0.0.1:{port}?starttls=1", **SENDER)
        never = found("127.0.0.1", SMTP_URL=f"smtps://127.0.0.1:{port}", **SENDER)
    with secured(Server(), certificate_for("127.0.0.1", tmp_path), password="right", starttls=True) as port:
        strange = found("127.0.0.1", SMTP_URL=f"smtp://me:right@127.0.0.1:{port}?starttls=1", **SENDER)

    assert [is_well for is_well, _ in (plain, never, strange)] == [False] * 3
    assert "offers no STARTTLS" in plain[1]
    assert "speaks no TLS that can be trusted" in never[1]
    assert "CERTIFICATE_VERIFY_FAILED" in strange[1]


@pytest.mark.parametrize(
    ("url", "warned"),
    [
        ("smtp://me:secret@mail.invalid", "mail and its password travel to mail.invalid unencrypted"),
        ("smtp://mail.invalid", "mail travels to mail.invalid unencrypted"),
        ("smtp://me:secret@mail.invalid?starttls=1", ""),
        ("smtps://me:secret@mail.invalid", ""),
        ("smtp://me:secret@mailhost", ""),
        ("smtp://127.0.0.1:1", ""),
    ],
)
def test_what_travels_unencrypted_is_warned_of(url: str, warned: str) -> None:
    settings = load(NotificationsSettings, SECRETS | DATABASE | SENDER | {"SMTP_URL": url})

    said = [text for is_well, text in findings(settings) if "unencrypted" in text and not is_well]

    assert [warned in text for text in said] == [True] * bool(warned)
    assert "secret" not in str(said)


@contextmanager
def twilio_saying(status: int) -> Iterator[str]:
    """Its API, of which but the account is asked."""

    class Account(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path.endswith(f"/Accounts/{TWILIO['TWILIO_ACCOUNT_SID']}.json") else 500)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is to be read of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Account)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "is_well", "said"),
    [
        (200, True, "Twilio takes the account; texts come from +12125550199"),
        (401, False, "Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN (401). Copy both anew"),
        (503, False, "Twilio answers 503. Try again later"),
    ],
)
def test_twilio_is_asked_for_the_account(status: int, said: str, *, is_well: bool) -> None:
    with twilio_saying(status) as base:
        assert found("Twilio", TWILIO_API_BASE=base, **TWILIO) == (is_well, said)


def test_a_twilio_that_is_not_there_and_an_address_that_is_missing_are_named() -> None:
    away = {**TWILIO, "TWILIO_API_BASE": f"http://127.0.0.1:{free_port()}"}
    without = away | {"PORCHLIGHT_PUBLIC_URL": ""}

    assert found("Twilio does not answer", **away)[0] is False
    assert "STOP and undelivered texts" in found("PORCHLIGHT_PUBLIC_URL", **without)[1]
