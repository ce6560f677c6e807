from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from services.notifications.adapters.letters import Letter
from services.notifications.adapters.mail import AddressNotUsable, Envelope, build_mail
from tests.notifications.fakes import text_of
from tests.support import business


def arrived(letter: Letter, **changes: Any) -> EmailMessage:
    """The message as its reader's program takes it apart."""
    facts: dict[str, Any] = {
        "sender": "portal@mail.test",
        "sender_name": "Bright Lawn & Paving",
        "reply_to": "hello@brightlawn.test",
        "recipient": business.CUSTOMER_EMAIL,
        "message_id": "<1@mail.test>",
        "at": business.NOON,
    }
    message = build_mail(letter, Envelope(**facts | changes))
    parsed = message_from_bytes(message.as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


@pytest.mark.shows("NOT-1")
def test_a_message_says_who_writes_and_that_a_machine_wrote_it() -> None:
    message = arrived(Letter("Your estimate", "Hello\n", "<p>Hello</p>"))

    assert message["From"] == "Bright Lawn & Paving <portal@mail.test>"
    assert message["To"] == business.CUSTOMER_EMAIL
    assert message["Reply-To"] == "hello@brightlawn.test"
    assert message["Message-ID"] == "<1@mail.test>"
    assert message["Date"] == "Mon, 23 Nov 2026 17:00:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert (text_of(message).strip(), text_of(message, "html").strip()) == ("Hello", "<p>Hello</p>")


@pytest.mark.shows("NOT-1")
@pytest.mark.parametrize(
    "hostile",
    [
        "Fox\r\nBcc: everybody@fox.test",
        "Fox\nX-Injected: yes\n\nand a body",
        "Fox\r\n\r\n<script>alert(1)</script>",
        "Fox\x00\x0b\x0c\x85\u2028Bcc: everybody@fox.test",
        'Fox" <everybody@fox.test>, "',
        "=?utf-8?q?Fox=0D=0ABcc=3A_everybody=40fox.test?=",
        "Füchse, Bäche & Söhne " * 30,
        "שועל דנה " * 30,
    ],
)
def test_a_hostile_name_stays_within_its_header(hostile: str) -> None:
    message = arrived(Letter(f"{hostile} accepted E-1001", "Hello\n", "<p>Hello</p>"), sender_name=hostile)

    sender = message["From"]
    assert sorted(message.keys()) == sorted(
        ["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
    )
    assert [address.addr_spec for address in sender.addresses] == ["portal@mail.test"]
    assert message["To"] == business.CUSTOMER_EMAIL
    assert text_of(message).strip() == "Hello"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dana",
        "dana@",
        "@fox.test",
        "a@b@c",
        "dana@fox.test, eve@fox.test",
        "d\r\n@fox.test",
        "dana@fox..test",
        "düna@fox.test",
    ],
)
def test_what_is_no_address_gets_no_message(address: str) -> None:
    with pytest.raises(AddressNotUsable):
        arrived(Letter("Your estimate", "Hello\n", "<p>Hello</p>"), recipient=address)


def test_an_unusable_address_for_answers_is_left_out() -> None:
    message = arrived(Letter("Your estimate", "Hello\n", "<p>Hello</p>"), reply_to="call us\r\nBcc: x@fox.test")

    assert message["Reply-To"] is None
    assert message["Bcc"] is None


def test_a_domain_beyond_ascii_is_written_as_mail_servers_know_it() -> None:
    message = arrived(Letter("Your estimate", "Hello\n", "<p>Hello</p>"), recipient="dana@füchse.test")

    assert message["To"] == "dana@xn--fchse-kva.test"
