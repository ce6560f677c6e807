"""The people of an office in the portal's tests: who they are, what they are mailed, and what they do with it."""

import re
from typing import Any
from uuid import UUID

import httpx
from starlette.testclient import TestClient

from services.portal.domain.staff import Role, Staff, hire
from services.portal.queries.staff import staff_in_office
from shared.clock import utc_now
from shared.events.portal import INVITATION_TICKETS, PASSWORD_TICKETS
from shared.tickets import Tickets
from tests.portal.conftest import PASSWORD, PASSWORD_HASH, House, nonce_on
from tests.support.services import SECRETS, published

TEAM = "/office/settings/team"
YOU = "/office/settings/you"
CAROL = {"name": "Carol Reyes", "email": "carol@evergreen.example", "role": "office"}
NEW_PASSWORD = "a few other words"
HIDDEN = re.compile(r'name="ticket" value="([^"]+)"')
SECRET = SECRETS["SERVICE_TOKEN_SECRET"]


def employ(house: House, workspace_id: UUID, email: str, role: Role) -> Staff:
    """A colleague of that role."""
    with house.context.database.begin() as session:
        staff = hire(workspace_id, email=email, role=role, password_hash=PASSWORD_HASH, now=utc_now())
        session.add(staff)
    return staff


def member(house: House, workspace_id: UUID, email: str) -> Staff | None:
    """Who is in the office by that address now."""
    with house.context.database.read() as session:
        return staff_in_office(session, workspace_id, email)


def browser_of(house: House, email: str, password: str = PASSWORD) -> TestClient:
    """The browser of whoever signs in by that address."""
    browser = house.browser()
    answer = browser.post("/office/login", data={"email": email, "password": password})
    assert answer.status_code == 303, answer.text
    return browser


def tokens_of(house: House, email: str, password: str = PASSWORD, **more: str) -> httpx.Response:
    return house.program().post("/api/v1/auth/token", json={"email": email, "password": password} | more)


def program_of(house: House, email: str) -> TestClient:
    """A program that has signed in by that address."""
    return house.program(tokens_of(house, email).json()["access_token"])


def invitation_link(house: House) -> str:
    """The link of the invitation that went out last, as the mail has it."""
    told = published(house.context, "MemberInvited")[-1]["data"]
    return f"/office/join/{Tickets(INVITATION_TICKETS, SECRET).token(UUID(told['invitation_id']))}"


def reset_link(house: House) -> str:
    """The link for a forgotten password that went out last, as the mail has it."""
    told = published(house.context, "PasswordResetRequested")[-1]["data"]
    return f"/office/reset/{Tickets(PASSWORD_TICKETS, SECRET).token(UUID(told['reset_id']))}"


def open_form(browser: TestClient, link: str) -> httpx.Response:
    """Opens the link and presses its button, as a person does."""
    return browser.post(link, data={"nonce": nonce_on(browser.get(link).text)})


def ticket_on(page: httpx.Response) -> str:
    found = HIDDEN.search(page.text)
    assert found, page.text[:2000]
    return found[1]


def set_password(browser: TestClient, link: str, password: str = NEW_PASSWORD) -> httpx.Response:
    """All that a person does with a link to set a password."""
    ticket = ticket_on(open_form(browser, link))
    return browser.post(f"{link}/password", data={"ticket": ticket, "password": password})


def events_about(house: House, name: str) -> list[dict[str, Any]]:
    return [event["data"] for event in published(house.context, name)]
