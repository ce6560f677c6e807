"""The same stories on every Stripe there is: the embedded sandbox, the referee, and the one in memory."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from starlette.applications import Starlette
from starlette.types import ASGIApp

from deploy.embedded.stripe_sandbox import Sandbox, build_app
from services.billing.manifest import service
from shared.clock import utc_now
from shared.ids import new_id
from tests.billing.house import SPARKLE, STRIPE, House, furnish
from tests.conftest import OpenService
from tests.support.serving import serving
from tests.support.stripe_in_memory import MemoryWorld
from tests.support.stripe_worlds import (
    REFEREE,
    SETTLES_AFTER,
    RefereeWorld,
    SandboxWorld,
    StripeWorld,
    running_referee,
)


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Sandbox]]:
    """One sandbox for all tests: each has accounts of its own. Its webhooks stay where they are."""
    built: list[Starlette] = []

    def make(url: str) -> ASGIApp:
        database: Path = tmp_path_factory.mktemp("stripe") / "sandbox.db"
        built.append(
            build_app(
                database=database,
                webhook_url="http://127.0.0.1:9/",
                webhook_secret="whsec_unused",
                public_url=url,
                settle_after=SETTLES_AFTER,
            )
        )
        return built[0]

    with serving(make) as url:
        yield url, built[0].state.sandbox
    built[0].state.sandbox.close()


@pytest.fixture(scope="session")
def referee() -> Iterator[str]:
    if not REFEREE.exists():
        pytest.skip("no Stripe referee here: STRIPE_REFEREE names its file")
    with running_referee() as url:
        yield url


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time that can be put forward."""
    with time_machine.travel(utc_now(), tick=True) as coordinates:
        yield coordinates


@pytest.fixture(params=["memory", "sandbox", "referee"])
def world(request: pytest.FixtureRequest, clock: time_machine.Traveller) -> Iterator[StripeWorld]:
    if request.param == "memory":
        yield MemoryWorld()
        return
    yield from _over_http(request, clock)


@pytest.fixture(params=["sandbox", "referee"])
def hosted(request: pytest.FixtureRequest, clock: time_machine.Traveller) -> Iterator[SandboxWorld | RefereeWorld]:
    """Those that are reached as Stripe is, with pages of their own."""
    yield from _over_http(request, clock)


def _over_http(request: pytest.FixtureRequest, clock: time_machine.Traveller) -> Iterator[SandboxWorld | RefereeWorld]:
    name = new_id().hex
    made: SandboxWorld | RefereeWorld
    if request.param == "sandbox":
        url, sandbox = request.getfixturevalue("sandbox")
        made = SandboxWorld(url, sandbox, clock, name)
    else:
        made = RefereeWorld(request.getfixturevalue("referee"), f"sk_test_{name}")
    yield made
    made.close()


@pytest.fixture
def account(world: StripeWorld) -> str:
    return world.add_account()


@pytest.fixture
def house(open_service: OpenService, world: StripeWorld, account: str) -> House:
    """Two businesses, of which the first is paid on `account`."""
    furnished = furnish(open_service(service, **STRIPE), world.gateway)
    furnished.connect(SPARKLE, account)
    return furnished


@pytest.fixture
def estimate(house: House) -> UUID:
    """Accepted, with a deposit of 125 dollars to be paid."""
    return house.accept(deposit_due=125_00)


@pytest.fixture
def session_id(house: House, estimate: UUID) -> str:
    """Stripe's page for the deposit, which the customer is looking at."""
    assert house.pay_now(estimate).status_code == 201
    return house.checkouts()[-1].session_id or ""
