"""The people of the story, over HTTP only: an office that sends a proposal and a customer who signs it and pays."""

import itertools
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from tests.support.patience import SECONDS, post
from tests.support.world import World, eventually

PASSWORD = "correct horse battery"
_numbers = itertools.count(1)


def line(
    description: str, price: int, *, quantity: str = "1", tax_rate: str = "0", optional: bool = False
) -> dict[str, Any]:
    return {
        "description": description,
        "quantity": quantity,
        "unit_price": price,
        "tax_rate": tax_rate,
        "optional": optional,
    }


PROPOSAL: dict[str, Any] = {
    "record_type": "generic",
    "title": "House wash",
    "currency": "USD",
    "line_items": [line("Gutter clearing", 18_500, optional=True)],
    "options": [
        {"name": "Basic", "line_items": [line("House wash", 42_000)]},
        {"name": "Premium", "line_items": [line("House and roof", 110_000)], "recommended": True},
    ],
    "deposit": {"kind": "percent", "value": "25"},
    "terms": "The balance is due when the work is done.",
}


@dataclass
class Office:
    """A workspace of its own, signed in through the API."""

    world: World
    slug: str
    email: str
    client: httpx.Client = field(repr=False)

    def call(self, method: str, path: str, body: Any = None, *, expect: int | None = None) -> Any:
        answer = self.client.request(method, path, json=body)
        wanted = {expect} if expect else {200, 201, 202, 204}
        assert answer.status_code in wanted, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        return answer.json() if answer.content else None

    def add_customer(self, **changes: Any) -> dict[str, Any]:
        number = next(_numbers)
        person = {"name": f"Dana Fox {number}", "email": f"dana{number}.{self.slug}@example.com", "address": "1 Elm St"}

        def made() -> dict[str, Any] | None:
            answer = self.client.post("/customers", json=person | changes)
            prepared = answer.status_code != 404
            assert answer.is_success or not prepared, answer.text
            return answer.json() if prepared else None

        found: dict[str, Any] = eventually(made, "the workspace is known to quotes")
        return found

    def draft(self, customer_id: str, **changes: Any) -> dict[str, Any]:
        made: dict[str, Any] = self.call("POST", "/estimates", PROPOSAL | {"customer_id": customer_id} | changes)
        return made

    def send(self, **changes: Any) -> "Sent":
        """A proposal on its way to a new customer."""
        customer = self.add_customer()
        drafted = self.draft(customer["customer_id"], **changes)
        sent = eventually(lambda: self.try_send(drafted["estimate_id"]), "the workspace is known to quotes")
        return Sent(self, customer, drafted, sent["link"])

    def try_send(self, estimate_id: str) -> dict[str, Any] | None:
        answer = self.client.post(f"/estimates/{estimate_id}/send", json={"kind": "proposal", "channel": "email"})
        return answer.json() if answer.status_code == 202 else None

    def inbox(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.call("GET", "/inbox")["items"]
        return items


@dataclass
class Sent:
    """A proposal that was sent, as its customer has it."""

    office: Office
    customer: dict[str, Any]
    drafted: dict[str, Any]
    link: str

    @property
    def token(self) -> str:
        return self.link.rsplit("/", 1)[1]

    @property
    def estimate_id(self) -> str:
        return str(self.drafted["estimate_id"])

    @property
    def api(self) -> str:
        return f"{self.office.world.url}/api/v1/public/links/{self.token}"

    def estimate(self) -> dict[str, Any]:
        found: dict[str, Any] = self.office.call("GET", f"/estimates/{self.estimate_id}")
        return found

    def option(self, name: str) -> str:
        options = self.estimate()["document"]["options"]
        return next(str(option["id"]) for option in options if option["name"] == name)

    def acceptance(self, **changes: Any) -> dict[str, Any]:
        """The body that accepts Premium with a typed signature."""
        body = {
            "version": 1,
            "option_id": self.option("Premium"),
            "signer_name": self.customer["name"],
            "consent": True,
            "signature": {"kind": "typed", "text": self.customer["name"]},
        }
        return body | changes

    def accept(self, **changes: Any) -> httpx.Response:
        return post(f"{self.api}/accept", json=self.acceptance(**changes))

    def checkout(self) -> str:
        """The address of the hosted page for the deposit; waits until billing has heard of the acceptance."""

        def opened() -> str | None:
            answer = post(f"{self.api}/checkout", json={})
            return str(answer.json()["checkout_url"]) if answer.status_code == 201 else None

        return str(eventually(opened, "the deposit can be paid"))

    def invoice(self) -> dict[str, Any] | None:
        items = self.office.call("GET", f"/invoices?estimate_id={self.estimate_id}")["items"]
        assert len(items) <= 1, items
        return items[0] if items else None

    def mails(self, subject: str = "") -> list[dict[str, Any]]:
        return [mail for mail in self.office.world.mails() if self.concerns(mail) and subject in mail["subject"]]

    def concerns(self, mail: dict[str, Any]) -> bool:
        return mail["to"] in {self.customer["email"], self.office.email}


def pay(checkout_url: str, choice: str = "pay") -> httpx.Response:
    """What the customer does on the hosted page."""
    return post(checkout_url, data={"choice": choice})


def open_office(world: World) -> Office:
    """A new workspace with payments connected, which referrals has heard of as well; quotes is waited for by `add_customer`."""
    slug = f"flow-{uuid4().hex[:10]}"
    email = f"owner@{slug}.example"
    client = httpx.Client(base_url=f"{world.url}/api/v1", timeout=SECONDS)
    body = {"slug": slug, "company_name": "Flow Test Cleaning", "owner_email": email, "owner_password": PASSWORD}
    office = Office(world, slug, email, client)
    office.call("POST", "/workspaces", body, expect=201)
    token = office.call("POST", "/auth/token", {"email": email, "password": PASSWORD})["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    account = {"stripe_account_id": open_stripe_account(world)}
    eventually(lambda: client.post("/settings/billing/connect", json=account).is_success, "payments connect")
    unheard_of = "workspace_not_found"
    eventually(lambda: unheard_of not in client.get("/reviews/summary").text, "the workspace is known to referrals")
    return office


def open_stripe_account(world: World) -> str:
    """An account of the workspace's own at the sandbox of Stripe."""
    body = {"business_profile[name]": "Flow Test Cleaning"}
    answer = post(f"{world.stripe}/v1/accounts", data=body, auth=("sk_test_flows", ""))
    answer.raise_for_status()
    return str(answer.json()["id"])
