"""Every route that a customer's link leads to, whatever it gives: one that opens nothing gets nothing from any of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from services.__main__ import service
from shared.clock import utc_now
from shared.events.quotes import EstimateLinksRevoked
from shared.links import SignedLink, sign_link
from shared.service import Service
from shared.tokens import KeyRing
from shared.web.caller import Caller
from tests.billing.house import House, furnish, staff
from tests.quotes.office import Office, Visitor, gutters, open_workspace, signature
from tests.referrals import story as word_of_mouth
from tests.support import services
from tests.support.apps import api_of
from tests.support.business import CUSTOMER, WORKSPACE, workspace_created

pytestmark = pytest.mark.shows("LNK-11", "LNK-1", "LNK-2")

PREFIX = "/public/links/{token}"
BODIES: dict[str, Any] = {
    "accept": signature(version=1),
    "decline": {},
    "notes": {"text": "Hello?"},
    "view": {"version": 1},
    "appointment-requests": {"days": ["2030-01-07"]},
}
REVOKED, EXPIRED, NOTHING = (410, "link_revoked"), (410, "link_expired"), (404, None)
# A fresh link may be asked for by one that was good once: that is what it is for.
RENEWED = (202, None)

Ask = Callable[[str, str, Any], Any]


@dataclass(frozen=True)
class Links:
    """What customers of one service hold, by what has become of it; and how its routes are asked."""

    service: Service
    ask: Ask
    tokens: dict[str, str]


def routes(manifest: Service) -> list[tuple[str, str]]:
    """Method and path of each route below a link."""
    found = [route for router in manifest.routers for route in router.routes if isinstance(route, APIRoute)]
    below = [route for route in found if route.path.startswith(PREFIX)]
    return [(method, route.path) for route in below for method in sorted(route.methods)]


@pytest.fixture
def quotes_links(tmp_path: Path) -> Iterator[Links]:
    manifest = service("quotes")
    with services.running(manifest, services.sqlite_url(tmp_path, "quotes")) as context:
        open_workspace(context)
        office, visitor = Office(context), Visitor(context)
        with_token, withdrawn = office.sent(gutters()), office.sent(gutters(), public_token=False)
        office.post(f"/estimates/{with_token['estimate_id']}/links/revoke")
        office.post(f"/estimates/{withdrawn['estimate_id']}/links/revoke")
        one = office.sent(gutters(), public_token=False)
        office.post(f"/estimates/{one['estimate_id']}/links/revoke", {"token": one["token"]})
        tokens = {
            "replaced token": with_token["token"],
            "revoked with its record": withdrawn["token"],
            "revoked by itself": one["token"],
        }
        mine = SignedLink("estimate", UUID(int=1), UUID(one["estimate_id"]))
        yield Links(manifest, visitor.ask, tokens | _no_good(mine, office.sent(gutters(), public_token=False)["token"]))


@pytest.fixture
def billing_links(tmp_path: Path) -> Iterator[Links]:
    manifest = service("billing")
    with services.running(manifest, services.sqlite_url(tmp_path, "billing")) as context:
        house = furnish(context)
        for _ in range(3):
            house.accept()
        first, second, third = house.invoices()
        made = [_token(house, invoice) for invoice in (first, second, third)]
        house.ask("POST", f"/invoices/{first.id}/links/revoke", staff())
        house.ask("POST", f"/invoices/{second.id}/links/revoke", staff(), {"token": made[1]})
        tokens = {"revoked with its record": made[0], "revoked by itself": made[1]}
        mine = SignedLink("payment", UUID(int=1), third.id)

        def ask(method: str, path: str, body: Any) -> Any:
            return house.ask(method, path, Caller("anonymous"), body)

        yield Links(manifest, ask, tokens | _no_good(mine, made[2]))


@pytest.fixture
def referrals_links(tmp_path: Path) -> Iterator[Links]:
    manifest = service("referrals")
    with services.running(manifest, services.sqlite_url(tmp_path, "referrals")) as context:
        services.deliver(context, workspace_created())
        jobs = [UUID(int=number) for number in range(1, 4)]
        made = [word_of_mouth.review_link(context, job_id=job, estimate_id=job) for job in jobs]
        void = {"workspace_id": WORKSPACE, "customer_id": CUSTOMER, "revoked_at": utc_now()}
        services.deliver(context, EstimateLinksRevoked(**void, estimate_id=jobs[0], number="E-1001"))
        client = TestClient(api_of(context))
        client.post("/reviews/links/revoke", json={"token": made[1]}, headers=word_of_mouth.staff())
        tokens = {"revoked with its record": made[0], "revoked by itself": made[1]}
        mine = SignedLink("review", UUID(int=1), jobs[2])

        def ask(method: str, path: str, body: Any) -> Any:
            return client.request(method, path, json=body, headers=word_of_mouth.visitor(None))

        yield Links(manifest, ask, tokens | _no_good(mine, made[2]))


def _token(house: House, invoice: Any) -> str:
    return str(house.context.adapters.links.link(None, invoice, utc_now())).rpartition("/")[2]


def _no_good(named: SignedLink, good: str) -> dict[str, str]:
    ring = KeyRing((services.SECRETS["CUSTOMER_TOKEN_SECRET"],))
    another = KeyRing(("somebody-elses-secret-that-is-long-enough-0123",))
    later = utc_now() + timedelta(days=1)
    return {
        "of another workspace": sign_link(ring, named, later),
        "of another purpose": sign_link(ring, replace(named, purpose="review"), later),
        "signed by a stranger": sign_link(another, named, later),
        "cut short": good[:-2] + "xx",
        "unknown token": "A" * 43,
        "good": good,
    }


@pytest.mark.parametrize("name", ["quotes", "billing", "referrals"])
def test_a_link_that_opens_nothing_gets_nothing_from_any_route(name: str, request: pytest.FixtureRequest) -> None:
    held: Links = request.getfixturevalue(f"{name}_links")

    found = {
        what: {outcome(held, method, path, token) for method, path in routes(held.service)}
        for what, token in held.tokens.items()
        if what != "good"
    }

    assert len(routes(held.service)) >= 2
    assert found == {
        what: {REVOKED, RENEWED} if what.startswith("re") else {NOTHING} for what in held.tokens if what != "good"
    }


@pytest.mark.parametrize("name", ["quotes", "billing", "referrals"])
def test_a_link_whose_time_is_over_gets_nothing_but_a_fresh_one(name: str, request: pytest.FixtureRequest) -> None:
    held: Links = request.getfixturevalue(f"{name}_links")

    with time_machine.travel(utc_now() + timedelta(days=61)):
        found = {outcome(held, method, path, held.tokens["good"]) for method, path in routes(held.service)}

    assert found == {EXPIRED, RENEWED}


def outcome(held: Links, method: str, path: str, token: str) -> tuple[int, str | None]:
    """Status and code of what the route at `path` answers to whoever holds `token`; what is not there has no code."""
    part = path.removeprefix(PREFIX).strip("/").format(attachment_id=UUID(int=1))
    answer = held.ask(method, f"/public/links/{token}{'/' + part if part else ''}", BODIES.get(part))
    problem = answer.json() if answer.headers.get("content-type", "").endswith("problem+json") else {}
    return answer.status_code, problem.get("code") if answer.status_code != 404 else None
