"""A customer signs in by a link or a code, sees what is theirs, and nobody learns from outside whether they are one."""

import re

import httpx
import pytest

from tests.flows.test_lookup import NONCE, somebody, told
from tests.support.story import Office
from tests.support.world import eventually

LOGIN = "/customer/login"
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
LINK = re.compile(r"https?://\S+(/customer/login/[^\s?]+)")


def ask(browser: httpx.Client, office: Office, contact: str, **more: str) -> httpx.Response:
    """Enters an address at the portal's sign-in, as a person does; the redirect is not followed."""
    url = office.world.url + LOGIN
    nonce = NONCE.search(browser.get(url, params={"portal": office.slug}).text)
    assert nonce
    return browser.post(url, data={"contact": contact, "portal": office.slug, "nonce": nonce[1]} | more)


def message_to(office: Office, email: str, number: int = 1) -> tuple[str, str]:
    """The path of the link and the code of the message that arrives as the number-th."""

    def mails() -> list[dict[str, str]]:
        return [mail for mail in office.world.mails(email) if "is your code for" in mail["subject"]]

    mail = eventually(lambda: mails()[number - 1 :], "the message arrives")[0]
    link = LINK.search(mail["text"])
    assert link
    return link[1], mail["subject"][:6]


def press(browser: httpx.Client, office: Office, link: str) -> httpx.Response:
    """Opens the link and presses its button, as a person does."""
    nonce = NONCE.search(browser.get(office.world.url + link).text)
    return browser.post(office.world.url + link, data={"nonce": nonce[1] if nonce else ""})


@pytest.mark.shows("ACC-5", "LNK-6")
def test_a_link_signs_in_on_another_device_and_a_code_where_it_was_asked_for(office: Office) -> None:
    sent = office.send()
    email, home = sent.customer["email"], office.world.url + "/customer"

    with somebody() as laptop, somebody() as phone:
        asked = ask(laptop, office, email.upper())
        link, _ = message_to(office, email)
        scans = {phone.request(method, office.world.url + link).status_code for method in ("GET", "HEAD") * 25}
        pressed, again = press(phone, office, link), press(phone, office, link)
        seen = phone.get(home)
        opened = phone.get(f"{home}/estimates/{sent.estimate_id}")
        ask(laptop, office, email)
        _, code = message_to(office, email, 2)
        form = laptop.get(f"{office.world.url}{LOGIN}/code")
        ticket = TICKET.search(form.text)
        assert ticket
        typed = laptop.post(
            f"{office.world.url}{LOGIN}/code", data={"code": f"{code[:3]} {code[3:]}", "ticket": ticket[1]}
        )

    assert (asked.status_code, scans) == (303, {200})
    assert (pressed.status_code, pressed.headers["location"]) == (303, "/customer")
    assert (again.status_code, "over" in again.text) == (410, True)
    assert sent.drafted["title"] in seen.text
    assert sent.customer["name"] in seen.text
    assert opened.headers["location"].endswith(sent.link.removeprefix(office.world.url))
    assert (typed.status_code, typed.headers["location"]) == (303, "/customer")


@pytest.mark.shows("ACC-5")
def test_known_unknown_and_limited_addresses_get_the_same_answers(office: Office) -> None:
    email, stranger = office.send().customer["email"], f"stranger.{office.slug}@example.com"

    def asked(contact: str) -> tuple[object, ...]:
        with somebody() as browser:
            answer = ask(browser, office, contact)
            form = browser.get(office.world.url + answer.headers["location"])
        status, headers, text = told(answer)
        cookies = re.sub(r"sign-in=[^;]+", "sign-in=?", str(dict(headers)["set-cookie"]))
        shown = TICKET.sub("", form.text)
        return (
            status,
            dict(headers) | {"set-cookie": cookies},
            text,
            form.status_code,
            re.sub(r"nonce[-=]\S+", "", shown),
        )

    answers = [asked(stranger), *(asked(email) for _ in range(6))]
    message_to(office, email, 5)

    assert answers == [answers[0]] * 7
    assert office.world.mails(stranger) == []
    assert len([mail for mail in office.world.mails(email) if "is your code" in mail["subject"]]) == 5
