"""People at work: the office of a business at its desk, and a visitor who holds a customer's link. Both speak HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2 as httpx
from sqlalchemy import event
from starlette.testclient import TestClient

from services.quotes.domain.tables import metadata
from shared.clock import utc_now
from shared.events.portal import WorkspaceCreated
from shared.ids import new_id
from shared.links import SignedLink, sign_link
from shared.messaging.tables import outbox
from shared.service import Context
from shared.settings import load
from shared.tokens import KeyRing
from shared.web.caller import Caller, mint
from tests.support.apps import api_of
from tests.support.services import SECRETS, deliver

WORKSPACE = UUID("0198f000-0000-7000-8000-000000000001")
NEIGHBOUR = UUID("0198f000-0000-7000-8000-000000000002")
IP = "203.0.113.7"
USER_AGENT = "Firefox on a phone"
BASIC, PREMIUM, EXTRA, YEARLY = (f"0198f000-0000-7000-9000-{number:012d}" for number in range(1, 5))

_TABLES = [*metadata.sorted_tables, outbox]

Json = dict[str, Any]


def gutters(**rest: Any) -> Json:
    """A plain estimate of 214.00: two lines, one taxed."""
    lines = [
        {"description": "Gutter cleaning", "quantity": "2", "unit_price": 50_00, "scope": "Front and back"},
        {"description": "Downspouts", "quantity": "1.5", "unit_price": 70_00, "tax_rate": "0.085714"},
    ]
    return {"title": "Gutters", "line_items": lines} | rest


def tiers(**rest: Any) -> Json:
    """Basic at 100.00 or Premium at 180.00 (200.00 less 10 %), an extra of 25.00, half of it due at once."""
    options = [
        {"id": BASIC, "name": "Basic", "line_items": [_line("Wash", 100_00)]},
        {
            "id": PREMIUM,
            "name": "Premium",
            "line_items": [_line("Wash and wax", 200_00)],
            "discount": {"kind": "percent", "value": "10"},
            "recommended": True,
        },
    ]
    return {
        "title": "House wash",
        "line_items": [_line("Screens", 25_00, id=EXTRA, optional=True)],
        "options": options,
        "deposit": {"kind": "percent", "value": "50"},
        "terms": "Payable within 14 days.",
    } | rest


def plans(**rest: Any) -> Json:
    plan = {"id": YEARLY, "name": "Every season", "visits_per_year": 4, "price_per_visit": 95_00, "term_months": 12}
    return {"title": "Keep it clean", "maintenance_plans": [plan]} | rest


def _line(description: str, unit_price: int, **rest: Any) -> Json:
    return {"description": description, "quantity": "1", "unit_price": unit_price} | rest


def signature(**rest: Any) -> Json:
    """The body of an acceptance, save the version."""
    typed = {"kind": "typed", "text": "Pat Doe"}
    return {"signer_name": "Pat Doe", "consent": True, "signature": typed} | rest


def open_workspace(context: Context, workspace_id: UUID = WORKSPACE, **rest: Any) -> None:
    """The portal tells of a business."""
    known: Json = {
        "slug": f"bright-{workspace_id.hex[-4:]}",
        "company_name": "Bright Exteriors",
        "time_zone": "America/New_York",
        "currency": "USD",
        "locale": "en-US",
        "owner_id": new_id(),
        "owner_email": "owner@bright.example",
    }
    deliver(context, WorkspaceCreated(workspace_id=workspace_id, **known | rest))


def restarted(context: Context, **environment: str) -> Context:
    """The service started anew on the same database, with another environment."""
    variables = SECRETS | {"QUOTES_DATABASE_URL": context.settings.database_url} | environment
    settings = load(context.service.settings, variables)
    return replace(context, settings=settings, adapters=context.service.adapters(settings))


@dataclass
class Person:
    """Somebody whom the gateway has named to the service."""

    context: Context
    caller: Caller
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = TestClient(api_of(self.context), raise_server_exceptions=False)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """One request, answered; `body` becomes JSON unless it is bytes already."""
        secret = self.context.settings.service_token_secret.get_secret_value()
        named = {"Authorization": f"Bearer {mint(secret, 'quotes', self.caller)}"} | headers
        raw = body if isinstance(body, bytes) else None
        content_type = {"Content-Type": "application/json"} if raw is not None else {}
        answer: httpx.Response = self.client.request(
            method, path, content=raw, json=None if raw is not None else body, headers=named | content_type
        )
        return answer

    def get(self, path: str) -> Json:
        """The answer to a GET that must succeed."""
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found


class Office(Person):
    """A member of the office."""

    def __init__(self, context: Context, workspace_id: UUID = WORKSPACE, role: str = "owner") -> None:
        super().__init__(context, Caller("staff", workspace_id, "staff-1", "Sam Office", role, ip="198.51.100.1"))

    def post(self, path: str, body: Any = None) -> Json:
        """The answer to a POST that must succeed."""
        answer = self.ask("POST", path, body)
        assert answer.status_code in {200, 201, 202}, answer.text
        made: Json = answer.json()
        return made

    def customer(self, **rest: Any) -> str:
        """A customer on file."""
        known = {"name": "Pat Doe", "email": "pat@example.com", "address": "12 Elm Street"} | rest
        return str(self.post("/customers", known)["customer_id"])

    def draft(self, content: Json | None = None, **rest: Any) -> Json:
        """An estimate that nobody else has seen."""
        body = (content or gutters()) | rest
        body.setdefault("customer_id", None)
        body["customer_id"] = body["customer_id"] or self.customer()
        return self.post("/estimates", body)

    def sent(self, content: Json | None = None, **rest: Any) -> Json:
        """An estimate with its customer, and the token of its link as `token`."""
        drafted = self.draft(content, **rest)
        link = self.post(f"/estimates/{drafted['estimate_id']}/send", {})["link"]
        return self.get(f"/estimates/{drafted['estimate_id']}") | {"token": link.rpartition("/")[2]}

    def upload(self, path: str, content: bytes, **fields: str) -> httpx.Response:
        """A form with a file, posted to `path`/attachments as a browser does it."""
        secret = self.context.settings.service_token_secret.get_secret_value()
        named = {"Authorization": f"Bearer {mint(secret, 'quotes', self.caller)}"}
        # The name and the type are the sender's word, which counts for nothing.
        files = {"file": ("../../etc/passwd.html", content, "text/html")}
        answer: httpx.Response = self.client.post(f"{path}/attachments", files=files, data=fields, headers=named)
        return answer

    def attach(self, path: str, content: bytes, **fields: str) -> Json:
        """An attachment that must be taken."""
        answer = self.upload(path, content, **fields)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    def estimate(self, estimate_id: str) -> Json:
        return self.get(f"/estimates/{estimate_id}")

    def actions(self, estimate_id: str) -> list[str]:
        """What the history tells, in order."""
        return [line["action"] for line in self.get(f"/estimates/{estimate_id}/history")["items"]]


class Visitor(Person):
    """Whoever holds a customer's link."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, Caller("anonymous", ip=IP, user_agent=USER_AGENT))

    def page(self, token: str, query: str = "") -> Json:
        return self.get(f"/public/links/{token}{query}")

    def do(self, token: str, what: str, body: Any = None) -> httpx.Response:
        """A POST to a part of the page."""
        return self.ask("POST", f"/public/links/{token}/{what}", body)

    def twin(self) -> "Visitor":
        """The same person in another window."""
        other = copy(self)
        other.client = TestClient(self.client.app, raise_server_exceptions=False)
        return other

    def accept(self, token: str, **rest: Any) -> httpx.Response:
        """Signs version 1, or what `rest` says."""
        return self.do(token, "accept", signature(version=1) | rest)


def signed(
    estimate_id: str, *, purpose: str = "estimate", workspace_id: UUID = WORKSPACE, days: float = 60, secret: str = ""
) -> str:
    """The token of a signed link, as any release would have made it; expired when `days` is negative."""
    ring = KeyRing((secret or SECRETS["CUSTOMER_TOKEN_SECRET"],))
    return sign_link(ring, SignedLink(purpose, workspace_id, UUID(estimate_id)), utc_now() + timedelta(days=days))


def rows(context: Context) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the service's own tables and in its outbox."""
    with context.database.read() as session:
        return {table.name: [tuple(row) for row in session.execute(table.select())] for table in _TABLES}


@contextmanager
def statements(context: Context) -> Iterator[list[str]]:
    """The SQL that is sent to the database while the block runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(context.database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(context.database.engine, "before_cursor_execute", note)


def counts(context: Context) -> dict[str, int]:
    """How many rows there are of each."""
    return {name: len(found) for name, found in rows(context).items()}
