from datetime import timedelta
from pathlib import Path

from services.notifications.adapters.mailbox import MailboxMailer, newest_messages, read_message
from services.notifications.domain.outcome import Deferred, Taken
from shared.clock import utc_now
from tests.notifications.mail_servers import a_message

SOON = utc_now() + timedelta(days=365)


def test_every_try_leaves_a_message_of_its_own(tmp_path: Path) -> None:
    mailer = MailboxMailer(tmp_path / "mailbox", "no-reply@localhost")

    outcomes = [mailer.send(a_message(), "dana@fox.test", until=SOON) for _ in range(2)]

    newest, oldest = newest_messages(tmp_path / "mailbox", 10)
    assert outcomes == [Taken(), Taken()]
    assert newest["id"] > oldest["id"]
    assert newest["headers"]["Message-ID"] == oldest["headers"]["Message-ID"] == "<1@mail.test>"
    assert read_message(tmp_path / "mailbox", newest["id"]) == newest
    assert (newest["kind"], newest["to"], newest["subject"]) == ("email", "dana@fox.test", "Your estimate")
    assert (newest["text"], newest["html"].strip()) == ("Hello\n", "<p>Hello</p>")


def test_what_is_half_written_is_no_message(tmp_path: Path) -> None:
    (tmp_path / "01920000-0000-7000-8000-000000000001.tmp").write_text('{"id":')
    (tmp_path / "notes.json").write_text("{}")

    assert newest_messages(tmp_path, 10) == []


def test_a_folder_that_cannot_be_written_takes_nothing(tmp_path: Path) -> None:
    (tmp_path / "mailbox").write_text("a file where the folder should be")
    mailer = MailboxMailer(tmp_path / "mailbox", "no-reply@localhost")

    assert mailer.send(a_message(), "dana@fox.test", until=SOON) == Deferred("provider_unavailable", unreachable=True)


def test_only_messages_can_be_read(tmp_path: Path) -> None:
    (tmp_path.parent / "secret.json").write_text("{}")

    assert read_message(tmp_path, "../secret") is None
    assert read_message(tmp_path, "01920000-0000-7000-8000-000000000001") is None
