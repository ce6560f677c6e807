"""Billing with two businesses in it, reached as the others reach it: by events, by HTTP and by Stripe's webhooks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
import time_machine
from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient

from services.billing.adapters.stripe_calls import StripeCalls
from services.billing.domain.checkout import Checkout
from services.billing.domain.invoice import Invoice
from services.billing.domain.refund import Refund
from services.billing.domain.stripe_facts import AccountState
from services.billing.queries.ledger import balances
from services.billing.usecases.connect_stripe_account import connect_stripe_account
from services.billing.usecases.verify_ledger import Finding, verify_ledger
from shared.clock import utc_now
from shared.events.portal import WorkspaceCreated
from shared.events.quotes import CustomerRegistered, EstimateAccepted, EstimateVoided
from shared.ids import new_id
from shared.service import Context
from shared.web.caller import Caller, mint
from tests.support.apps import api_of
from tests.support.services import SECRETS, deliver, published, run_tasks
from tests.support.stripe_signature import signed

SPARKLE = UUID("0198f000-0000-7000-8000-000000000001")
RIVAL = UUID("0198f000-0000-7000-8000-000000000002")
CUSTOMER = UUID("0198f000-0000-7000-8000-000000000003")
OLD_SECRET = "whsec_the_one_before"
NEW_SECRET = "whsec_the_one_now"
STRIPE = {"STRIPE_SECRET_KEY": "sk_test_porchlight", "STRIPE_WEBHOOK_SECRET": f"{NEW_SECRET},{OLD_SECRET}"}
RETURN_URL = "http://portal.test/quote/abc/return"


@dataclass
class House:
    """Every method is something that happens to billing, or a look at what it has made of it."""

    context: Context
    app: FastAPI

    def connect(self, workspace: UUID, account: str) -> None:
        with self.context.database.begin() as session:
            state = AccountState(account, charges_enabled=True)
            connect_stripe_account(session, workspace_id=workspace, state=state, now=utc_now())

    def create_workspace(self, workspace: UUID, **rest: Any) -> None:
        deliver(self.context, workspace_created(workspace, **rest))

    def accept(self, workspace: UUID = SPARKLE, **rest: Any) -> UUID:
        """A customer has accepted an estimate; its id."""
        event = accepted(workspace, **rest)
        deliver(self.context, event)
        return event.estimate_id

    def void(self, estimate_id: UUID, workspace: UUID = SPARKLE) -> None:
        event = EstimateVoided(
            workspace_id=workspace, estimate_id=estimate_id, number="E-1001", customer_id=CUSTOMER, reason="Wrong house"
        )
        deliver(self.context, event, sequence=2)

    def ask(self, method: str, path: str, caller: Caller | None, body: Any = None, **rest: Any) -> httpx2.Response:
        headers = dict(rest.pop("headers", {}))
        if caller is not None:
            headers["Authorization"] = f"Bearer {mint(SECRETS['SERVICE_TOKEN_SECRET'], 'billing', caller)}"
        client = TestClient(self.app, raise_server_exceptions=False)
        return client.request(method, path, json=body, headers=headers, **rest)

    def office(self, method: str, path: str, body: Any = None, *, workspace: UUID = SPARKLE, **rest: Any) -> Any:
        """What the office of a business is answered; the answer itself where `status` is not the one expected."""
        status = rest.pop("status", None)
        answer = self.ask(method, path, staff(workspace), body, **rest)
        assert answer.status_code == (status or answer.status_code), answer.text
        assert status or answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def register(self, workspace: UUID = SPARKLE, **rest: Any) -> UUID:
        """A customer is on file; their id."""
        values = {"customer_id": new_id(), "name": "Lee Park", "email": "lee@example.com"}
        event = CustomerRegistered(workspace_id=workspace, **values | rest)
        deliver(self.context, event)
        return event.customer_id

    def draft(self, *prices: int, **rest: Any) -> dict[str, Any]:
        """An invoice by hand that nobody has been sent."""
        lines = [{"description": f"Work {price}", "unit_price": price} for price in prices]
        body = {"customer_id": str(self.register()), "title": "Gutter cleaning", "lines": lines} | rest
        return dict(self.office("POST", "/invoices", body, status=201))

    def issued(self, *prices: int, **rest: Any) -> dict[str, Any]:
        """An invoice by hand that has its number."""
        return dict(self.office("POST", f"/invoices/{self.draft(*prices, **rest)['invoice_id']}/issue"))

    def pay_now(self, record: UUID, workspace: UUID = SPARKLE, return_url: str = RETURN_URL) -> httpx2.Response:
        return self.ask("POST", "/public/checkout", holder(workspace, record), {"return_url": return_url})

    def pay_invoice(self, invoice: dict[str, Any]) -> httpx2.Response:
        """The customer of an invoice presses Pay now."""
        who = holder(SPARKLE, UUID(invoice["invoice_id"]), "invoice")
        return self.ask("POST", "/public/checkout", who, {"return_url": RETURN_URL})

    def come_back(self, record: UUID, session_id: str | None = None, workspace: UUID = SPARKLE) -> dict[str, Any]:
        """What the page shows that the customer comes back to."""
        body = {"session_id": session_id} if session_id else {}
        answer = self.ask("POST", "/public/checkout/refresh", holder(workspace, record), body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def invoice(self, record: UUID, workspace: UUID = SPARKLE) -> dict[str, Any]:
        """The invoice as the customer sees it."""
        answer = self.ask("GET", "/public/invoice", holder(workspace, record))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def hear(self, body: bytes, secret: str = NEW_SECRET, token: str | None = None, **headers: str) -> httpx2.Response:
        """A webhook of Stripe arrives, of a business's own account at the address with its `token`."""
        given = {"Stripe-Signature": signed(body, secret)} | headers
        path = f"/webhooks/stripe/{token}" if token else "/webhooks/stripe"
        return TestClient(self.app, raise_server_exceptions=False).post(path, content=body, headers=given)

    def hear_all(self, bodies: Iterable[bytes]) -> None:
        """Webhooks arrive, and what they cause is done after each."""
        for body in bodies:
            answer = self.hear(body)
            assert answer.status_code == 200, answer.text
            self.work()

    def work(self) -> int:
        """Every task that is due runs; how many there were."""
        return run_tasks(self.context)

    def sweep(self) -> None:
        """The schedule has come round."""
        self.context.service.tasks["billing.sweep_checkouts"](self.context)
        self.work()

    def run_later(self) -> None:
        """What was put off for some minutes is done."""
        with time_machine.travel(utc_now() + timedelta(minutes=15)):
            self.work()

    def sweep_later(self) -> None:
        """The schedule has come round, some minutes later."""
        with time_machine.travel(utc_now() + timedelta(minutes=15)):
            self.sweep()

    def told(self, name: str) -> list[dict[str, Any]]:
        """The data of the events of that name that others have been told of."""
        return [event["data"] for event in published(self.context, name)]

    def checkouts(self) -> list[Checkout]:
        """Every payment, oldest first."""
        with self.context.database.read() as session:
            return list(session.scalars(select(Checkout).order_by(Checkout.id)))

    def invoices(self) -> list[Invoice]:
        with self.context.database.read() as session:
            return list(session.scalars(select(Invoice).order_by(Invoice.id)))

    def refunds(self) -> list[Refund]:
        """Every refund, oldest first."""
        with self.context.database.read() as session:
            return list(session.scalars(select(Refund).order_by(Refund.id)))

    def books(self, workspace: UUID = SPARKLE) -> list[Finding]:
        """What does not fit in the ledger."""
        with self.context.database.read() as session:
            return verify_ledger(session, workspace_id=workspace).findings

    def balances(self, workspace: UUID = SPARKLE) -> dict[str, int]:
        """What each account of the ledger stands at, whatever the currency."""
        with self.context.database.read() as session:
            return {account: amount for (account, _), amount in balances(session, workspace).items()}

    def discrepancies(self) -> list[dict[str, Any]]:
        """What the office is shown that Stripe and the books do not agree on."""
        return list(self.office("GET", "/invoices/discrepancies")["items"])

    def set_checkout(self, checkout: Checkout, **values: Any) -> None:
        """Makes a payment other than it has become by itself."""
        with self.context.database.begin() as session:
            found = session.get_one(Checkout, checkout.id)
            for name, value in values.items():
                setattr(found, name, value)


def furnish(context: Context, stripe: StripeCalls | None = None) -> House:
    """The house, talking to `stripe` in place of what its settings name."""
    if stripe is not None:
        context = replace(context, adapters=replace(context.adapters, gateway=stripe))
    house = House(context, api_of(context))
    house.create_workspace(SPARKLE)
    house.create_workspace(RIVAL)
    return house


def workspace_created(workspace: UUID, **rest: Any) -> WorkspaceCreated:
    values = {
        "slug": f"w-{workspace.hex[-4:]}",
        "company_name": "Sparkle Clean",
        "time_zone": "America/New_York",
        "currency": "USD",
        "locale": "en-US",
        "owner_id": new_id(),
        "owner_email": "owner@sparkle.example",
    }
    return WorkspaceCreated(workspace_id=workspace, **values | rest)


def accepted(workspace: UUID = SPARKLE, **rest: Any) -> EstimateAccepted:
    values = {
        "estimate_id": new_id(),
        "number": "E-1001",
        "title": "House wash",
        "record_type": "generic",
        "version": 1,
        "document_hash": "0" * 64,
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "customer_email": "dana.fox@example.com",
        "signer_name": "Dana Fox",
        "accepted_at": datetime(2026, 11, 3, 2, 30, tzinfo=UTC),
        "currency": "USD",
        "total": 500_00,
        "deposit_due": 125_00,
        "job_id": new_id(),
    }
    return EstimateAccepted(workspace_id=workspace, **values | rest)


def holder(workspace: UUID, record: UUID, kind: str = "estimate") -> Caller:
    """A customer who has opened the link of a record."""
    return Caller("link", workspace, scope=f"{kind}:{record}")


def staff(workspace: UUID = SPARKLE, role: str = "owner", scope: str = "") -> Caller:
    return Caller("staff", workspace, actor_id=str(new_id()), name="Sam", role=role, scope=scope)
