"""What a viewer and an office member reach of the whole system: every route of the API, every page of the console."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from starlette.routing import Route

from services.portal.manifest import service
from tests.support.bodies import AN_ID, body_for
from tests.support.patience import SECONDS
from tests.support.story import PASSWORD, Office, Sent, open_office
from tests.support.world import World, eventually

PREFIX = "/api/v1"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
LINK = re.compile(r"/office/join/[\w.=-]+")
NONCE = re.compile(r'data-nonce="([^"]+)"')
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
FORM = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*\baction="([^"]*)"')
PRESSED = re.compile(r'\bformaction="([^"]*)"')
HREF = re.compile(r'href="(/office[^"#]*)"')
TOLD = re.compile("may look, but not change|nly an owner")
SCHEMA_IDS = re.compile(r"\{[^}]+\}")
WHAT_CHANGES_NOTHING = {
    "post /api/v1/estimates/totals",
    "post /api/v1/estimates/{estimate_id}/preview/accept",
    "post /api/v1/settings/templates/preview",
}
"""What asks to have something worked out, with nothing kept of it."""
THEIR_OWN = re.compile(r"/api/v1/(me|inbox/|settings/notifications)")
THEIR_OWN_PAGES = re.compile(
    r"/office/(logout|login(/code)?|sign-up|forgotten|notifications/read|settings/notifications|settings/you/.+|join/.+|reset/.+)"
)
"""What everybody of the office does for themselves, and what is asked before anybody is signed in."""
A_LOOK = re.compile(r"/office/((estimates|invoices)/.+/preview/.+|settings/templates/.+)")
"""Previews, which walk the customer's way and keep nothing, and the preview of a message."""

pytestmark = pytest.mark.shows("SET-2", "OFF-1", "OFF-2")


@dataclass(frozen=True)
class Colleague:
    """Somebody of that role, as a program and in a browser."""

    program: httpx.Client
    browser: httpx.Client

    def leave(self) -> None:
        self.program.close()
        self.browser.close()


@pytest.fixture(scope="module")
def sent(embedded_world: World) -> Iterator[Sent]:
    """An office with a record of each kind."""
    office = open_office(embedded_world)
    sent = office.send()
    assert sent.accept().status_code == 201
    eventually(sent.invoice, "the deposit is invoiced")
    yield sent
    office.client.close()


@pytest.fixture(scope="module")
def viewer(sent: Sent) -> Iterator[Colleague]:
    joined = join(sent.office, "viewer")
    yield joined
    joined.leave()


@pytest.fixture(scope="module")
def colleague(sent: Sent) -> Iterator[Colleague]:
    joined = join(sent.office, "office")
    yield joined
    joined.leave()


def join(office: Office, role: str) -> Colleague:
    """Somebody who was invited in that role, and has joined by the link in the mail."""
    email = f"{role}@{office.slug}.example"
    office.call("POST", "/team/invitations", {"email": email, "name": role.title(), "role": role}, expect=201)
    mail = eventually(lambda: office.world.mails(email), "the mail is there")[0]
    [link, *_] = LINK.findall(mail["text"])
    browser = httpx.Client(
        base_url=office.world.url, headers={"user-agent": BROWSER, "accept": "text/html"}, timeout=SECONDS
    )
    [nonce] = NONCE.findall(browser.get(link).text)
    [ticket] = TICKET.findall(browser.post(link, data={"nonce": nonce}).text)
    joined = browser.post(f"{link}/password", data={"ticket": ticket, "password": PASSWORD})
    assert joined.headers["location"] == "/office"
    program = httpx.Client(base_url=office.world.url, timeout=SECONDS)
    token = program.post(f"{PREFIX}/auth/token", json={"email": email, "password": PASSWORD}).json()["access_token"]
    program.headers["authorization"] = f"Bearer {token}"
    return Colleague(program, browser)


def changing(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation of the office that is not a look, with its path."""
    return [
        (method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if operation["security"] and method != "get" and not THEIR_OWN.match(path)
    ]


def test_a_viewer_changes_nothing_by_any_route_of_the_api(sent: Sent, viewer: Colleague) -> None:
    document = viewer.program.get(f"{PREFIX}/openapi.json").json()

    asked = {
        f"{method} {path}": viewer.program.request(method, SCHEMA_IDS.sub(AN_ID, path), **body_for(document, operation))
        for method, path, operation in changing(document)
    }

    let_in = [f"{name}: {answer.status_code}" for name, answer in asked.items() if answer.status_code != 403]
    silent = [name for name, answer in asked.items() if answer.status_code == 403 and not answer.json()["detail"]]
    assert len(asked) > 50
    assert [one for one in let_in if one.partition(":")[0] not in WHAT_CHANGES_NOTHING] == []
    assert silent == []
    assert sent.office.call("GET", f"/estimates/{sent.estimate_id}")["status"] == "accepted"


def test_a_viewer_reads_every_list_of_the_api_but_what_owners_keep(viewer: Colleague) -> None:
    document = viewer.program.get(f"{PREFIX}/openapi.json").json()
    lists = [
        path for path, item in document["paths"].items() if "{" not in path and item.get("get", {}).get("security")
    ]

    refused = {path for path in lists if viewer.program.get(path).status_code == 403}

    assert refused == {"/api/v1/activity", "/api/v1/api-keys", "/api/v1/team/invitations"}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/team/invitations", {"email": "kim@example.com", "name": "Kim", "role": "owner"}),
        ("PATCH", f"/team/members/{AN_ID}", {"role": "owner"}),
        ("DELETE", f"/team/members/{AN_ID}", None),
        ("POST", "/api-keys", {"name": "Mine", "scopes": ["leads:read"]}),
        ("GET", "/api-keys", None),
        ("POST", "/settings/billing/disconnect", None),
    ],
)
def test_what_only_owners_do_the_office_cannot(colleague: Colleague, method: str, path: str, body: Any) -> None:
    answer = colleague.program.request(method, PREFIX + path, json=body)

    assert (answer.status_code, bool(answer.json()["detail"])) == (403, True)


def test_the_office_works_where_a_viewer_looks(sent: Sent, colleague: Colleague) -> None:
    customer = colleague.program.post(f"{PREFIX}/customers", json={"name": "Kim Doe", "email": "kim@example.com"})

    assert customer.status_code == 201


def pages_posted_to() -> list[str]:
    """Every address of the console that takes a form, as the portal's own table of routes has it."""
    routes = [route for router in service.routers for route in router.routes if isinstance(route, Route)]
    paths = {route.path for route in routes if "POST" in (route.methods or ()) and route.path.startswith("/office")}
    return sorted(path for path in paths if not THEIR_OWN_PAGES.fullmatch(path) and not A_LOOK.fullmatch(path))


def test_a_viewer_changes_nothing_by_any_form_of_the_console(viewer: Colleague, sent: Sent) -> None:
    paths = [path.replace("{estimate_id}", sent.estimate_id) for path in pages_posted_to()]

    answers = {path: viewer.browser.post(SCHEMA_IDS.sub(AN_ID, path), data={}) for path in paths}

    assert len(answers) > 40
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 403} == {}
    silent = [path for path, answer in answers.items() if not TOLD.search(answer.text)]
    assert silent == []


def console(browser: httpx.Client) -> dict[str, str]:
    """Every page of the console that can be reached by following links from its front, and what it says."""
    seen: dict[str, str] = {}
    waiting = ["/office"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.partition("?")[0] in seen or path.endswith("/live"):
            continue
        answer = browser.get(path)
        seen[path] = answer.text if answer.headers.get("content-type", "").startswith("text/html") else ""
        assert answer.status_code in {200, 303}, f"{path}: {answer.status_code}"
        found = [*HREF.findall(answer.text), *filter(None, [answer.headers.get("location")])]
        waiting += [one.replace("&amp;", "&") for one in found if one.startswith("/office")]
        assert len(seen) < 400
    return seen


def test_a_viewers_pages_have_no_button_that_would_be_refused(viewer: Colleague, sent: Sent) -> None:
    pages = console(viewer.browser)

    offered = {
        (action.partition("?")[0], path)
        for path, text in pages.items()
        for action in (*FORM.findall(text), *PRESSED.findall(text))
    }
    refused = {one for one in offered if not THEIR_OWN_PAGES.fullmatch(one[0]) and not A_LOOK.fullmatch(one[0])}
    assert f"/office/estimates/{sent.estimate_id}" in pages
    assert len(pages) > 25
    assert refused == set()


def test_nothing_of_the_sweep_has_changed_who_is_there(sent: Sent) -> None:
    members = sent.office.call("GET", "/team/members")["items"]

    assert sorted(one["role"] for one in members) == ["office", "owner", "viewer"]
