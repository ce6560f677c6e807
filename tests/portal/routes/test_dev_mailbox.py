from collections.abc import Callable

import pytest

from tests.portal.conftest import House

MAIL = {
    "id": "m1",
    "kind": "email",
    "to": "dana.fox@example.com",
    "from": "Evergreen <portal@evergreen.example>",
    "subject": "Your proposal",
    "at": "2026-11-23T20:05:00.000000Z",
    "headers": {},
    "html": '<p style="color:red">Hello</p><script>alert(1)</script>',
    "text": "Hello http://portal.test/quote/abc",
}


def test_shows_what_would_have_gone_out(open_house: Callable[..., House]) -> None:
    house = open_house(PORCHLIGHT_EMBEDDED="1")
    house.notifications.mails.append(MAIL)
    browser = house.browser()

    assert "Your proposal" in browser.get("/dev/mailbox").text
    assert "http://portal.test/quote/abc" in browser.get("/dev/mailbox/m1").text
    assert browser.get("/dev/mailbox.json").json() == [MAIL]


def test_a_message_is_shown_as_it_is_and_can_do_nothing(open_house: Callable[..., House]) -> None:
    house = open_house(PORCHLIGHT_EMBEDDED="1")
    house.notifications.mails.append(MAIL)

    answer = house.browser().get("/dev/mailbox/m1/body")

    assert answer.text == MAIL["html"]
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


def test_the_links_of_a_message_open_in_tabs_of_their_own(open_house: Callable[..., House]) -> None:
    house = open_house(PORCHLIGHT_EMBEDDED="1")
    letter = (
        '<html><head><title>Hello</title></head><body><a href="http://portal.test/quote/abc">View</a></body></html>'
    )
    house.notifications.mails.append(MAIL | {"html": letter})

    answer = house.browser().get("/dev/mailbox/m1/body")

    assert answer.text == letter.replace("<head>", '<head><base target="_blank">')


def test_only_the_gateway_itself_asks_for_the_mailbox(open_house: Callable[..., House]) -> None:
    house = open_house(PORCHLIGHT_EMBEDDED="1")

    house.browser().get("/dev/mailbox")

    assert house.notifications.calls[0].claims["knd"] == "system"


@pytest.mark.parametrize("address", ["/dev/mailbox", "/dev/mailbox.json", "/dev/mailbox/m1", "/dev/mailbox/m1/body"])
def test_anywhere_else_there_is_no_mailbox(house: House, address: str) -> None:
    house.notifications.mails.append(MAIL)

    answer = house.browser().get(address)

    assert answer.status_code == 404
    assert house.notifications.calls == []
