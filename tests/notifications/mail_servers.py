"""Real mail servers that misbehave: at any step they hang, hang up, or turn one away; and those that want TLS and a password."""

import asyncio
import ipaddress
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword, Session
from aiosmtpd.smtp import Envelope as Received
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.notifications.adapters.letters import Letter
from services.notifications.adapters.mail import Envelope, build_mail
from tests.notifications.fakes import free_port
from tests.support import business

HANG, DROP = "hang", "drop"


@dataclass
class Server:
    """Takes mail as servers do, but at each step named in `faults` hangs, drops the connection, or answers so."""

    faults: dict[str, str] = field(default_factory=dict)
    hangs_for: float = 1.0
    refused: dict[str, str] = field(default_factory=dict)
    """What it answers of single recipients."""
    received: list[bytes] = field(default_factory=list)

    @property
    def copies(self) -> Counter[str]:
        """How often each message came in whole."""
        return Counter(str(message_from_bytes(message)["Message-ID"]) for message in self.received)

    async def _answer(self, step: str, server: SMTP, well: str) -> str:
        fault = self.faults.get(step)
        if fault == DROP:
            server.transport.abort()
        elif fault == HANG:
            await asyncio.sleep(self.hangs_for)
        elif fault:
            return fault
        return well

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's names, all of them
        self, server: SMTP, session: Session, envelope: Received, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        answer = await self._answer("EHLO", server, "")
        return [answer] if answer else responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Received, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self._answer("MAIL", server, "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Received, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self._answer("RCPT", server, self.refused.get(address, "250 OK"))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Received) -> str:  # noqa: N802
        self.received.append(bytes(envelope.original_content or b""))
        return await self._answer("DATA", server, "250 OK")

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Received) -> str:  # noqa: N802
        return await self._answer("QUIT", server, "221 Bye")


def a_message(text: str = "Hello\n") -> EmailMessage:
    """A message as any."""
    envelope = Envelope(
        sender="portal@mail.test",
        sender_name="Bright Lawn & Paving",
        reply_to=None,
        recipient=business.CUSTOMER_EMAIL,
        message_id="<1@mail.test>",
        at=business.NOON,
    )
    return build_mail(Letter("Your estimate", text, "<p>Hello</p>"), envelope)


@contextmanager
def serving(server: Server) -> Iterator[int]:
    """`server` at work; yields its port."""
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def secured(server: Server, certificate: Path, *, password: str, starttls: bool) -> Iterator[int]:
    """`server` behind TLS, for whoever knows the password; yields its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def check(_server: SMTP, _session: Session, _envelope: Received, _mechanism: str, login: object) -> AuthResult:
        return AuthResult(success=isinstance(login, LoginPassword) and login.password == password.encode())

    tls = {"tls_context": context, "require_starttls": True} if starttls else {"ssl_context": context}
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=check,
        auth_required=starttls,  # behind TLS from the first byte aiosmtpd does not see that there is any
        auth_require_tls=starttls,
        **tls,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def certificate_for(address: str, folder: Path) -> Path:
    """A certificate with its key, signed by itself, for one address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "mail.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path
