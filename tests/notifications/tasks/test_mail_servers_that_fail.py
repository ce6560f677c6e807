"""A real mail server fails at every step, and workers die at every step: one copy per cause reaches each recipient.

One more only where the server had taken it and we could not know; that one is marked as undecided.
"""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine

from services.notifications.adapters.smtp import SmtpMailer, SmtpServer
from services.notifications.domain.delivery import IN_DOUBT, LADDER, Delivery
from services.notifications.domain.outcome import Deferred, Outcome, Taken
from services.notifications.tasks import sweep_deliveries
from shared.clock import utc_now
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import story
from tests.notifications.fakes import WorkerKilled, silent_server, with_mailer
from tests.notifications.mail_servers import DROP, HANG, Server, a_message, certificate_for, secured, serving
from tests.support import business
from tests.support.services import deliver, run_tasks

pytestmark = pytest.mark.shows("NOT-1", "NOT-2")

STEP, ANSWER = timedelta(milliseconds=400), timedelta(milliseconds=400)
LATER = business.NOON.replace(year=2100)
PATIENT = {"step_timeout": timedelta(seconds=10), "answer_timeout": timedelta(seconds=20)}


def mailer_to(port: int, *, patient: bool = False, server: SmtpServer | None = None) -> SmtpMailer:
    """Hands to the server at `port`; not patient with one that is to hang."""
    times = PATIENT if patient else {"step_timeout": STEP, "answer_timeout": ANSWER}
    return SmtpMailer(server or SmtpServer("127.0.0.1", port, "none"), "portal@mail.test", **times)


def sends(context: Context, mailer: SmtpMailer, *, after: timedelta = timedelta()) -> Delivery:
    """What is due by then is tried; the one delivery, as it stands after that."""
    with time_machine.travel(utc_now() + after):
        sweep_deliveries.run(with_mailer(context, mailer))
        run_tasks(with_mailer(context, mailer))
    return story.the_delivery(context)


@pytest.fixture
def context(open_service: OpenService) -> Context:
    """The service, with one estimate sent and its mail queued."""
    context = story.open_business(open_service)
    deliver(context, story.estimate_sent())
    return context


@pytest.mark.parametrize(
    ("step", "fault", "copies"),
    [
        *((step, fault, 1) for step in ("EHLO", "MAIL", "RCPT") for fault in (HANG, DROP)),
        ("MAIL", "421 4.3.2 Shutting down", 1),
        ("MAIL", "450 4.7.1 Too many connections", 1),
        ("RCPT", "421 4.7.28 Too many of yours", 1),
        ("RCPT", "450 4.2.0 Greylisted", 1),
        ("RCPT", "452 4.5.3 Too many recipients", 1),
        ("DATA", "451 4.3.0 Try again", 2),  # refused the first time, and so not delivered
        ("DATA", DROP, 2),
        ("DATA", HANG, 2),
        ("QUIT", DROP, 1),
        ("QUIT", HANG, 1),
    ],
)
def test_once_the_server_is_well_again_the_message_is_there(
    context: Context, step: str, fault: str, copies: int
) -> None:
    failing, well = Server({step: fault}), Server()
    in_doubt = step == "DATA" and fault in (HANG, DROP)

    with serving(failing) as port:
        sends(context, mailer_to(port))
    with serving(well) as port:
        delivery = sends(context, mailer_to(port, patient=True), after=IN_DOUBT if in_doubt else LADDER[0])
        sends(context, mailer_to(port, patient=True), after=timedelta(hours=5))

    assert sum((failing.copies + well.copies).values()) == copies
    assert len(failing.copies | well.copies) == 1
    assert (delivery.status, delivery.undecided) == ("sent", in_doubt)


def test_a_server_that_never_says_a_word_is_left_and_asked_again(context: Context) -> None:
    well = Server()

    with silent_server() as port:
        before = sends(context, mailer_to(port))
    with serving(well) as port:
        delivery = sends(context, mailer_to(port, patient=True), after=LADDER[0])

    assert (before.status, before.attempts) == ("queued", 1)
    assert (delivery.status, delivery.undecided, len(well.received)) == ("sent", False, 1)


def test_each_recipient_of_one_cause_is_dealt_with_by_itself(open_service: OpenService) -> None:
    context = story.open_business(open_service)
    answers = {
        "nobody@fox.test": "550 5.1.1 No such user",
        "full@fox.test": "452 4.2.2 Mailbox full",
        "spam@fox.test": "550 5.7.1 Not wanted",
        "dana@fox.test": "250 OK",
    }
    server = Server(refused=answers)
    for address in answers:
        deliver(context, story.estimate_sent(customer_email=address))

    with serving(server) as port:
        run_tasks(with_mailer(context, mailer_to(port, patient=True)))

    found = {one.recipient: (one.status, one.category) for one in story.deliveries(context)}
    assert found == {
        "nobody@fox.test": ("failed", "address_refused"),
        "full@fox.test": ("queued", None),
        "spam@fox.test": ("failed", "address_refused"),
        "dana@fox.test": ("sent", None),
    }
    assert len(server.received) == 1


class DyingMailer(SmtpMailer):
    """Its worker is killed before or after one step of handing over."""

    def __init__(self, port: int, *, dies: str) -> None:
        super().__init__(SmtpServer("127.0.0.1", port, "none"), "portal@mail.test", **PATIENT)
        self.longest_try = timedelta(minutes=2)
        self._dies = dies

    def send(self, message: EmailMessage, recipient: str, *, until: datetime) -> Outcome:
        with self._dying("send"):
            return super().send(message, recipient, until=until)

    def _announce(self, connection: smtplib.SMTP, recipient: str) -> Outcome | None:
        with self._dying("RCPT"):
            return super()._announce(connection, recipient)

    def _transfer(self, connection: smtplib.SMTP, message: EmailMessage, until: datetime) -> Outcome | None:
        with self._dying("DATA"):
            return super()._transfer(connection, message, until)

    def _finish(self, connection: smtplib.SMTP) -> Outcome:
        with self._dying("dot"):
            return super()._finish(connection)

    @contextmanager
    def _dying(self, step: str) -> Iterator[None]:
        if self._dies == f"before {step}":
            raise WorkerKilled
        yield
        if self._dies == f"after {step}":
            raise WorkerKilled


@pytest.mark.parametrize(
    ("dies", "copies"),
    [
        ("before send", 1),
        ("before RCPT", 1),
        ("after RCPT", 1),
        ("after DATA", 1),
        ("before dot", 1),
        ("after dot", 2),
        ("after send", 2),
    ],
)
def test_wherever_a_worker_dies_the_message_is_there_once_or_is_marked(
    context: Context, dies: str, copies: int
) -> None:
    server = Server()

    with serving(server) as port:
        dying = DyingMailer(port, dies=dies)
        with pytest.raises(WorkerKilled):
            run_tasks(with_mailer(context, dying))
        well = mailer_to(port, patient=True)
        while_its_lease_lasts = sends(context, well, after=timedelta(minutes=1))
        delivery = sends(context, well, after=dying.longest_try + timedelta(seconds=1))
        sends(context, well, after=timedelta(hours=5))

    assert while_its_lease_lasts.status == "sending"
    assert list(server.copies.values()) == [copies]
    # Where it died is not known afterwards: whatever it had begun is in doubt.
    assert (delivery.status, delivery.undecided) == ("sent", True)


@pytest.mark.parametrize("tls", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("password", "address", "trusted"),
    [("right", "127.0.0.1", True), ("wrong", "127.0.0.1", True), ("right", "127.0.0.1", False), ("right", "::1", True)],
    ids=["well", "wrong password", "nobody vouches for it", "another's certificate"],
)
def test_mail_goes_by_tls_to_the_server_it_was_meant_for_or_not_at_all(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    password: str,
    address: str,
    trusted: bool,
    tls: str,
) -> None:
    server, certificate = Server(), certificate_for(address, tmp_path)
    well = (password, address, trusted) == ("right", "127.0.0.1", True)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with secured(server, certificate, password="right", starttls=tls == "starttls") as port:
        there = SmtpServer("127.0.0.1", port, tls, "portal", password)
        outcome = mailer_to(port, patient=well, server=there).send(a_message(), business.CUSTOMER_EMAIL, until=LATER)

    assert len(server.received) == int(well)
    assert outcome == (Taken() if well else Deferred("provider_unavailable", unreachable=True))
