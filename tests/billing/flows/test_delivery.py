"""Webhooks as Stripe itself signs and sends them, over the network."""

import time
from pathlib import Path

import pytest
import time_machine
from starlette.applications import Starlette
from starlette.types import ASGIApp

from deploy.embedded.stripe_sandbox import build_app
from services.billing.manifest import service
from shared.ids import new_id
from tests.billing.house import NEW_SECRET, SPARKLE, STRIPE, House, furnish
from tests.conftest import OpenService
from tests.support.serving import serving
from tests.support.stripe_worlds import RefereeWorld, SandboxWorld

pytestmark = pytest.mark.shows("PAY-3")
PATIENCE = 10


def until_paid(house: House) -> None:
    """Returns once a webhook has made the one invoice paid; nobody else looks at Stripe here."""
    deadline = time.monotonic() + PATIENCE
    while [invoice.status for invoice in house.invoices()] != ["paid"]:
        assert time.monotonic() < deadline, "no webhook has made the invoice paid"
        time.sleep(0.02)
        house.work()


def test_the_sandboxs_webhooks_make_the_invoice_paid(
    open_service: OpenService, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    apps: list[Starlette] = []

    def stripe(url: str) -> ASGIApp:
        apps.append(
            build_app(
                database=tmp_path / "stripe.db",
                webhook_url=f"{billing_url}/webhooks/stripe",
                webhook_secret=NEW_SECRET,
                public_url=url,
            )
        )
        return apps[0]

    house = furnish(open_service(service, **STRIPE))
    with serving(lambda _url: house.app) as billing_url, serving(stripe) as stripe_url:
        sandbox = apps[0].state.sandbox
        sandbox.start()
        world = SandboxWorld(stripe_url, sandbox, clock, new_id().hex)
        house = furnish(house.context, world.gateway)
        house.connect(SPARKLE, world.add_account())
        house.pay_now(house.accept())
        world.pay(house.checkouts()[0].session_id or "")
        until_paid(house)
        world.close()
        sandbox.close()


def test_the_referees_webhooks_make_the_invoice_paid(open_service: OpenService, referee: str) -> None:
    world = RefereeWorld(referee, f"sk_test_{new_id().hex}")
    house = furnish(open_service(service, **STRIPE), world.gateway)
    account = world.add_account()
    house.connect(SPARKLE, account)
    house.pay_now(house.accept())
    with serving(lambda _url: house.app) as billing_url, world.sending_to(billing_url, NEW_SECRET):
        world.pay(house.checkouts()[0].session_id or "")
        until_paid(house)
        world.wait_until_sent()
    deliveries = world.deliveries(account)
    world.close()

    assert deliveries
    assert {delivery["verdict"] for delivery in deliveries} == {"ok"}
