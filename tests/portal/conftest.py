"""The portal with fake services behind it, and ways to be its visitors."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from services.portal.manifest import service
from services.portal.pages.steady import Pace
from services.portal.usecases.create_workspace import Owner, create_workspace
from shared.service import Context
from tests.portal.fake_quotes import Estimate, FakeQuotes
from tests.portal.fake_referrals import FakeReferrals
from tests.portal.fake_service import FakeService
from tests.portal.fakes import FakeBilling, FakeNotifications
from tests.portal.records import ESTIMATE_ID, TOKEN
from tests.support import services
from tests.support.apps import api_of

PASSWORD = "correct horse battery"
# A hash says itself what it costs to verify, and hundreds of tests sign in.
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
NONCE = re.compile(r'<body[^>]* data-nonce="([^"]+)"')


class Away(httpx.AsyncBaseTransport):
    """A host on which nothing listens."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        message = "Connection refused"
        raise httpx.ConnectError(message, request=request)


@dataclass
class House:
    """The portal and what is behind it."""

    context: Context
    quotes: FakeQuotes
    billing: FakeBilling
    notifications: FakeNotifications
    referrals: FakeReferrals

    @cached_property
    def app(self) -> FastAPI:
        app = api_of(self.context)
        app.state.pace = Pace(0.0)
        return app

    def take_down(self, *names: str) -> None:
        """Has nothing answer where these services were."""
        for name in names:
            self.context.adapters.named(name)._transport = Away()

    def bring_back(self, fake: FakeService) -> None:
        self.context.adapters.named(fake.name).join(fake.app)

    def browser(self, base_url: str = "http://portal.test", ip: str = "testclient", **headers: str) -> TestClient:
        """Somebody's browser, which shows redirects instead of following them."""
        known = {"user-agent": BROWSER, "accept": "text/html"} | headers
        return TestClient(
            self.app,
            base_url,
            headers=known,
            follow_redirects=False,
            raise_server_exceptions=False,
            client=(ip, 50_000),
        )

    def program(self, token: str | None = None, ip: str = "testclient") -> TestClient:
        """A script that calls the JSON API."""
        bearer = {"authorization": f"Bearer {token}"} if token else {}
        return self.browser(ip=ip, **{"user-agent": "script/1", "accept": "application/json"}, **bearer)

    def open(self, slug: str) -> UUID:
        """A new workspace."""
        with self.context.database.begin() as session:
            owner = Owner(f"owner@{slug}.example", PASSWORD_HASH)
            made = create_workspace(session, slug=slug, company_name=slug.replace("-", " ").title(), owner=owner)
        return made.id

    def sent(self, workspace_id: UUID) -> Estimate:
        """An estimate of the workspace that its customer has the link of."""
        self.billing.workspace_id = workspace_id
        return self.quotes.add(workspace_id)

    def signed_in(self, slug: str, base_url: str = "http://portal.test") -> TestClient:
        """The browser of the workspace's owner."""
        browser = self.browser(base_url)
        answer = browser.post("/office/login", data={"email": f"owner@{slug}.example", "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return browser

    def access_token(self, slug: str) -> str:
        return str(self.tokens(slug)["access_token"])

    def tokens(self, slug: str) -> dict[str, Any]:
        body = {"email": f"owner@{slug}.example", "password": PASSWORD}
        answer = self.program().post("/api/v1/auth/token", json=body)
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens


def joined(context: Context) -> House:
    """The portal of `context` with fakes behind it."""
    house = House(context, FakeQuotes(), FakeBilling(), FakeNotifications(), FakeReferrals())
    fakes = (house.quotes, house.billing, house.notifications, house.referrals)
    service.join(context, {fake.name: fake.app for fake in fakes})
    return house


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """`open_house(**environment)`: the portal on an empty database, with fakes behind it."""
    with ExitStack() as stack:

        def open_one(**environment: str) -> House:
            url = services.sqlite_url(tmp_path, service.name)
            return joined(stack.enter_context(services.running(service, url, **environment)))

        yield open_one


@pytest.fixture
def house(open_house: Callable[..., House]) -> House:
    """The portal, not in the embedded run."""
    return open_house()


def nonce_on(page: str) -> str:
    """The nonce that a page's script puts into its forms once a person has touched it."""
    found = NONCE.search(page)
    assert found, page[:2000]
    return found[1]


QUOTE = f"/quote/{TOKEN}"
RECORD = f"/office/estimates/{ESTIMATE_ID}"
SIGNING = {
    "version": "1",
    "signer_name": "Dana Fox",
    "signature_kind": "typed",
    "signature_text": "Dana Fox",
    "consent": "yes",
    "option_id": "standard",
}
