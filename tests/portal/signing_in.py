"""Customers who sign in at the portal of the tests: what they are sent, and what they do with it."""

import re
from uuid import UUID

import httpx
from starlette.testclient import TestClient

from shared.events.portal import SIGN_IN_TICKETS
from shared.tickets import Tickets
from tests.portal.conftest import House, nonce_on
from tests.support.services import SECRETS, published

LOGIN = "/customer/login"
EMAIL = "dana.fox@example.com"
TICKETS = Tickets(SIGN_IN_TICKETS, SECRETS["SERVICE_TOKEN_SECRET"])
TICKET = re.compile(r'name="ticket" value="([^"]+)"')


def ask(browser: TestClient, email: str = EMAIL, **more: str) -> httpx.Response:
    """Enters an address, as a person does."""
    nonce = nonce_on(browser.get(LOGIN).text)
    return browser.post(LOGIN, data={"contact": email, "nonce": nonce} | more)


def requested(house: House) -> UUID:
    """The sign-in that was asked for last."""
    return UUID(published(house.context, "SignInRequested")[-1]["data"]["sign_in_id"])


def link_to(sign_in_id: UUID) -> str:
    return f"{LOGIN}/{TICKETS.token(sign_in_id)}"


def press(browser: TestClient, link: str) -> httpx.Response:
    """Opens the link and presses its button, as a person does."""
    return browser.post(link, data={"nonce": nonce_on(browser.get(link).text)})


def type_code(browser: TestClient, code: str, **more: str) -> httpx.Response:
    """Types a code where it was asked for."""
    found = TICKET.search(browser.get(f"{LOGIN}/code").text)
    return browser.post(f"{LOGIN}/code", data={"code": code, "ticket": found[1] if found else ""} | more)


def signed_in(house: House, workspace_id: UUID, *, email: str = EMAIL, ip: str = "testclient") -> TestClient:
    """The browser of a customer of the workspace, on file by that address."""
    if email not in house.quotes.parties.on_file:
        house.quotes.parties.add(email, workspace_id)
    browser = house.browser(ip=ip)
    ask(browser, email)
    answer = press(browser, link_to(requested(house)))
    assert answer.status_code == 303, answer.text
    return browser
