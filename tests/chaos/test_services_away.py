"""One part after the other is taken away, and every page walked: each says what works and what does not, and soon."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import psycopg
import pytest

from tests.flows.test_customer_login import ask, message_to, press
from tests.flows.test_lookup import somebody
from tests.support import services, world
from tests.support.proxy import Proxy
from tests.support.story import PASSWORD, Office, open_office, pay
from tests.support.world import World, eventually

pytestmark = [pytest.mark.shows("REQ-2", "SGN-2"), pytest.mark.timeout(600)]

PREFIX = "porchlight_away"
SOON = 9.0
"""Seconds that a page may take while something is away, on a machine that has 25 processes to run."""
TRACES = ("Traceback", "sqlalchemy", "psycopg", "Internal Server Error", "KeyError")
REQUESTS = 2
MISSING = {
    "quotes": {"quote", "leads", "estimates", "jobs", "customers", "record"},
    "billing": {"invoices"},
    "notifications": {"messages"},
    "referrals": {"reviews", "referrals"},
}
"""The pages that have nothing to show without the service; all others are there, without what it knows."""
AT_HOME = {"quotes", "billing", "referrals"}
"""The services whose part of a signed-in customer's page says that it cannot be shown."""


@dataclass
class Walk:
    """Somebody who walks all pages that they have the addresses of."""

    url: str
    browser: httpx.Client
    pages: dict[str, str]
    answers: dict[str, httpx.Response] = field(default_factory=dict)

    def go(self) -> dict[str, int]:
        """The status of every page by its name; raises what no page may do, whatever is away."""
        self.answers = {name: self.browser.get(self.url + path, timeout=30) for name, path in self.pages.items()}
        for name, answer in self.answers.items():
            seen = (name, answer.status_code, answer.elapsed.total_seconds(), answer.text[:300])
            assert answer.elapsed.total_seconds() < SOON, seen
            assert answer.status_code in {200, 503}, seen
            assert not any(trace in answer.text for trace in TRACES), seen
            assert answer.headers["x-content-type-options"] == "nosniff", seen
            if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
                assert "for the moment" in answer.text, seen
                assert "retry-after" in answer.headers, seen
        return {name: answer.status_code for name, answer in self.answers.items()}


@dataclass
class Town:
    """The whole system, a business in it, one of its customers and their records."""

    world: World
    office: Office
    customer: Walk
    console: Walk

    @property
    def names(self) -> set[str]:
        """All pages that are walked."""
        return {*self.customer.pages, *self.console.pages}

    def missing(self) -> set[str]:
        """The names of the pages whose core is missing."""
        statuses = self.customer.go() | self.console.go()
        return {name for name, status in statuses.items() if status != httpx.codes.OK}

    def ask(self, name: str) -> int:
        """The answer's status to somebody of that name who asks for an estimate."""
        body = {"name": name, "email": "kim@example.com", "services": ["House wash"]}
        with somebody() as neighbour:
            url = f"{self.world.url}/api/v1/public/portals/{self.office.slug}/estimate-requests"
            taken = neighbour.post(url, json=body).status_code
        return httpx.codes.OK if taken == httpx.codes.ACCEPTED else taken

    def leads_like(self, name: str) -> list[str] | None:
        """The names of the leads in which `name` occurs, once all that asked are there."""
        answer = self.office.client.get("/leads", params={"q": name})
        found = [one["name"] for one in answer.json()["items"]] if answer.is_success else []
        return found if len(found) >= (1 if name == "the broker" else REQUESTS) else None


# Its name has the test run beside no other that starts as many processes: queues have the same names for all.
@pytest.fixture(scope="module", params=["processes"])
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    if not services.postgres_answers():
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")
    database = Proxy(("127.0.0.1", 5432))
    running = world.processes(tmp_path_factory.mktemp("away") / "data", PREFIX, database=database)
    running.start()
    office = open_office(running)
    with somebody() as customer, httpx.Client(headers=customer.headers, follow_redirects=False) as console:
        yield settled(running, office, customer, console)
    office.client.close()
    running.close()


def settled(running: World, office: Office, customer: httpx.Client, console: httpx.Client) -> Town:
    """The business with a customer who has signed, paid and signed in, and an owner at the console."""
    office.call("PATCH", "/settings/services", {"services": ["House wash"]})
    office.call("PATCH", "/settings/portal", {"estimate_requests": True, "invoice_payments": True})
    sent = office.send()
    sent.accept()
    pay(sent.checkout())
    ask(customer, office, sent.customer["email"])
    link, _ = message_to(office, sent.customer["email"])
    press(customer, office, link)
    console.post(f"{running.url}/office/login", data={"email": office.email, "password": PASSWORD})
    home, record = f"/portal/{office.slug}", f"/office/estimates/{sent.estimate_id}"
    at_customer = {name: f"{home}/{name}" for name in ("proposals", "request", "pay", "review", "refer")}
    at_customer |= {"home": home, "quote": f"/quote/{sent.token}", "account": "/customer"}
    lists = ("leads", "estimates", "jobs", "invoices", "customers", "reviews", "referrals", "messages", "search?q=dana")
    at_console = {name: f"/office/{name}" for name in lists}
    at_console |= {
        f"settings/{name}": f"/office/settings/{name}" for name in ("portal", "account", "services", "privacy")
    }
    at_console |= {"office": "/office", "record": record}
    return Town(running, office, Walk(running.url, customer, at_customer), Walk(running.url, console, at_console))


@pytest.mark.parametrize("name", MISSING)
def test_without_a_service_or_its_database_the_rest_works_and_nothing_is_lost(town: Town, name: str) -> None:
    missing = {}

    with stopped(town, name):
        missing["service"] = town.missing()
        account = town.customer.answers["account"].text
        first = town.ask(f"{name} is down")
    with without_database(town, name):
        missing["database"] = town.missing()
        second = town.ask(f"the database of {name} is down")
    names = eventually(lambda: town.leads_like(name), "both requests appear")

    assert missing == {"service": MISSING[name], "database": MISSING[name]}
    assert ("This cannot be shown for the moment" in account) == (name in AT_HOME)
    assert (first, second) == (200, 200)
    assert len(names) == REQUESTS


def test_without_the_broker_every_page_works_and_what_is_asked_for_appears_later(town: Town) -> None:
    assert town.world.broker is not None
    town.world.broker.refuse()
    try:
        missing, asked = town.missing(), town.ask("the broker is down")
    finally:
        town.world.broker.heal()

    assert (missing, asked) == (set(), 200)
    eventually(lambda: town.leads_like("the broker"), "the request appears")


def test_without_the_portals_own_database_what_others_have_is_still_shown(town: Town) -> None:
    with without_database(town, "portal"):
        missing = town.missing()

    assert missing == town.names - {"quote"}
    assert town.missing() == set()


def test_a_database_that_is_silent_is_told_of_within_seconds(town: Town) -> None:
    assert town.world.database is not None
    town.world.database.black_hole()
    try:
        missing = town.missing()
    finally:
        town.world.database.heal(let_go=True)

    assert missing == town.names


@contextmanager
def stopped(town: Town, name: str) -> Iterator[None]:
    """All processes of the service are gone while the block runs."""
    parts = [part for key, part in town.world.parts.items() if key.startswith(f"{name}-")]
    for part in parts:
        part.kill()
    try:
        yield
    finally:
        for part in parts:
            part.start()
        town.world.wait_until_ready()


@contextmanager
def without_database(town: Town, name: str) -> Iterator[None]:
    """The service's own database takes no connections while the block runs, and has ended those there were."""
    database = f"{PREFIX}_{name}"
    with psycopg.connect(services.POSTGRES_ADMIN, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{database}" WITH ALLOW_CONNECTIONS false')
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])
        try:
            yield
        finally:
            admin.execute(f'ALTER DATABASE "{database}" WITH ALLOW_CONNECTIONS true')
            town.world.wait_until_ready()
