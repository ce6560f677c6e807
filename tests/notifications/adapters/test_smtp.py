import time
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from services.notifications.adapters.smtp import SmtpMailer, SmtpServer, read_smtp_url, speaks_of_address
from services.notifications.domain.outcome import Deferred, Outcome, Refused, Taken, Unknown
from shared.clock import utc_now
from tests.notifications.fakes import Answers, free_port, mail_server, silent_server, text_of
from tests.notifications.mail_servers import a_message
from tests.support import business

SHORT = timedelta(milliseconds=300)
UNREACHABLE = Deferred("provider_unavailable", unreachable=True)


def hand_over(port: int, *, tls: str = "none", username: str = "", text: str = "Hello\n") -> Outcome:
    server = SmtpServer("127.0.0.1", port, tls, username, "secret" if username else "")
    mailer = SmtpMailer(server, "portal@mail.test", step_timeout=SHORT, answer_timeout=SHORT)
    return mailer.send(a_message(text), business.CUSTOMER_EMAIL, until=utc_now() + timedelta(minutes=2))


@pytest.mark.shows("NOT-1")
def test_a_message_arrives_as_it_was_written() -> None:
    answers = Answers()
    text = "Hello Dana,\n.\n..two dots\nGrüße aus München, 2 450 €\n"

    with mail_server(answers) as port:
        outcome = hand_over(port, text=text)

    (received,) = answers.received
    message = message_from_bytes(received, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert outcome == Taken()
    assert text_of(message).replace("\r\n", "\n") == text
    assert message["Subject"] == "Your estimate"


@pytest.mark.shows("NOT-2")
@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("450 4.2.0 Greylisted, come back later", Deferred("provider_unavailable")),
        ("421 4.3.2 Shutting down", UNREACHABLE),
        ("550 5.1.1 No such user", Refused("address_refused", address_is_bad=True)),
        ("550 Mailbox unavailable", Refused("address_refused", address_is_bad=True)),
        ("550 5.7.1 Relaying denied", Refused("address_refused", address_is_bad=False)),
        ("552 5.2.2 Mailbox full", Refused("address_refused", address_is_bad=False)),
    ],
)
def test_what_a_server_says_of_the_recipient(reply: str, outcome: Outcome) -> None:
    answers = Answers(recipient=reply)

    with mail_server(answers) as port:
        found = hand_over(port)

    assert found == outcome
    assert answers.received == []


@pytest.mark.shows("NOT-2")
@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("451 4.3.0 Try again", Deferred("provider_unavailable")),
        ("554 5.7.1 Looks like spam", Refused("message_refused")),
    ],
)
def test_what_a_server_says_of_the_message(reply: str, outcome: Outcome) -> None:
    with mail_server(Answers(data=reply)) as port:
        found = hand_over(port)

    assert found == outcome


@pytest.mark.shows("NOT-2")
def test_a_server_that_dies_after_the_data_leaves_it_open() -> None:
    answers = Answers(hang_up_after_data=True)

    with mail_server(answers) as port:
        outcome = hand_over(port)

    assert outcome == Unknown()
    assert len(answers.received) == 1


@pytest.mark.shows("NOT-2")
def test_a_server_that_never_answers_the_data_leaves_it_open() -> None:
    with mail_server(Answers(answer_after=3 * SHORT)) as port:
        outcome = hand_over(port)

    assert outcome == Unknown()


@pytest.mark.shows("NOT-2")
def test_no_server_is_a_failure_that_is_certain() -> None:
    assert hand_over(free_port()) == UNREACHABLE


@pytest.mark.shows("NOT-2")
def test_a_silent_server_is_given_up_in_time() -> None:
    started = time.monotonic()

    with silent_server() as port:
        outcome = hand_over(port)

    assert outcome == UNREACHABLE
    assert time.monotonic() - started < 60


@pytest.mark.shows("NOT-2")
@pytest.mark.parametrize(("tls", "username"), [("starttls", ""), ("tls", ""), ("none", "portal")])
def test_no_message_and_no_password_goes_where_the_server_cannot_take_it_as_configured(tls: str, username: str) -> None:
    answers = Answers()

    with mail_server(answers) as port:
        outcome = hand_over(port, tls=tls, username=username)

    assert outcome == UNREACHABLE
    assert answers.received == []


@pytest.mark.shows("NOT-2")
def test_a_message_that_could_not_be_over_in_time_is_let_go() -> None:
    answers = Answers()
    with mail_server(answers) as port:
        mailer = SmtpMailer(SmtpServer("127.0.0.1", port, "none"), "portal@mail.test", answer_timeout=SHORT)

        outcome = mailer.send(a_message(), business.CUSTOMER_EMAIL, until=utc_now())

    assert outcome == Deferred("provider_unavailable")
    assert answers.received == []


@pytest.mark.parametrize(
    ("code", "reply", "about_address"),
    [
        (550, b"5.1.1 unknown", True),
        (550, b"unknown", True),
        (553, b"no such name", True),
        (554, b"no", False),
        (550, b"5.1.8 bad sender domain", False),
        (550, b"5.7.26 unauthenticated", False),
    ],
)
def test_only_a_refusal_of_the_address_itself_counts_against_it(
    code: int, reply: bytes, *, about_address: bool
) -> None:
    assert speaks_of_address(code, reply) is about_address


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.test", SmtpServer("mail.test", 25, "none")),
        ("smtp://me:p%40ss@mail.test:2525?starttls=1", SmtpServer("mail.test", 2525, "starttls", "me", "p@ss")),
        ("smtp://mail.test?starttls=1", SmtpServer("mail.test", 587, "starttls")),
        ("smtps://me:pass@mail.test", SmtpServer("mail.test", 465, "tls", "me", "pass")),
    ],
)
def test_a_url_names_the_server(url: str, server: SmtpServer) -> None:
    assert read_smtp_url(url) == server


@pytest.mark.parametrize("url", ["mail.test:25", "http://mail.test", "smtp://", "smtp:///25"])
def test_what_is_no_url_of_a_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="smtp"):
        read_smtp_url(url)


def test_the_password_is_not_shown() -> None:
    assert "p@ss" not in repr(read_smtp_url("smtp://me:p%40ss@mail.test"))
