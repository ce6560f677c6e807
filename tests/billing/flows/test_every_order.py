"""Webhooks in every order there is: 5,040 histories of seven kinds of event, for each fate of a payment one and the same end.

An event comes three times, and at the earliest when it has happened, so that what Stripe answers in between depends on the
order, too. Some of these orders come over HTTP, with forgeries between and work put off, in `test_history.py`.
Orders that have led to the same rows are followed as one from there on, which is why all of them take seconds.
"""

import copy
import json
import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from services.billing.adapters.stripe_gateway import verify_webhook
from services.billing.domain.stripe_facts import WebhookEvent
from services.billing.manifest import service
from services.billing.usecases.receive_stripe_event import receive_stripe_event
from shared.clock import utc_now
from shared.service import Context
from tests.billing.house import NEW_SECRET, SPARKLE, STRIPE, House, furnish
from tests.support.services import run_tasks, running, sqlite_url
from tests.support.stripe_fake import FakeStripe
from tests.support.stripe_signature import signed

pytestmark = pytest.mark.shows("PAY-3", "PAY-6")

ACCOUNT, TOTAL, BACK = "acct_sparkle", 125_00, 25_00
KINDS = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "payment_intent.succeeded",
    "charge.refunded",
    "charge.dispute.created",
    "charge.dispute.closed",
)
Step = Callable[[FakeStripe, str], object]
Fate = tuple[Step | None, ...]


def transfer(stripe: FakeStripe, page: str) -> None:
    stripe.start_transfer(page)


def arrives(stripe: FakeStripe, page: str) -> None:
    stripe.end_transfer(page, arrives=True)


def bounces(stripe: FakeStripe, page: str) -> None:
    stripe.end_transfer(page, arrives=False)


def given_back(stripe: FakeStripe, page: str) -> None:
    stripe.refund_in_dashboard(page, BACK)


def disputed(stripe: FakeStripe, page: str) -> None:
    stripe.dispute(page)


def won(stripe: FakeStripe, page: str) -> None:
    stripe.dispute(page, "won")


FATES: dict[str, tuple[Fate, int]] = {
    # What happens at Stripe as the event of that place comes into being (an event that lies changes nothing there),
    # and what of the money is left.
    "by transfer, dispute won": ((transfer, arrives, None, None, given_back, disputed, won), TOTAL - BACK),
    "transfer bounces": ((transfer, None, bounces, None, None, None, None), 0),
}


@dataclass
class Way:
    """What a payment looks like to whoever is told of it: Stripe after each step, and the events."""

    stripes: list[FakeStripe]
    events: list[WebhookEvent]


@dataclass
class Walk:
    """All orders, from one set of rows to the next. `ways` counts the orders that have come by."""

    context: Context
    way: Way
    finals: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        file = str(self.context.database.url.database)
        level: dict[tuple[frozenset[int], str], tuple[int, sqlite3.Connection]] = {}
        level[frozenset(), ""] = 1, _copy_of(file)
        for _ in KINDS:
            following: dict[tuple[frozenset[int], str], tuple[int, sqlite3.Connection]] = {}
            for (told, _), (ways, rows) in level.items():
                for kind in set(range(len(KINDS))) - told:
                    _put_back(rows, file)
                    self._tell(told, kind)
                    key = told | {kind}, _digest(file)
                    before = following.get(key)
                    following[key] = (before[0] + ways, before[1]) if before else (ways, _copy_of(file))
                rows.close()
            level = following
        for ways, rows in level.values():
            _put_back(rows, file)
            rows.close()
            self._end()
            self.finals[_digest(file)] += ways

    def _tell(self, told: frozenset[int], kind: int) -> None:
        """The event comes three times; its work is done before the second."""
        context = self._asking(max(told | {kind}))
        heard = self.way.events[kind]
        _hear(context, heard)
        run_tasks(context)
        _hear(context, heard, heard)

    def _end(self) -> None:
        """Every event once more, and all the work."""
        context = self._asking(len(KINDS) - 1)
        _hear(context, *self.way.events)
        run_tasks(context)

    def _asking(self, step: int) -> Context:
        adapters = replace(self.context.adapters, gateway=self.way.stripes[step])
        return replace(self.context, adapters=adapters)


def _hear(context: Context, *events: WebhookEvent) -> None:
    with context.database.begin() as session:
        for heard in events:
            receive_stripe_event(session, event=heard, livemode=False, now=utc_now())


@contextmanager
def _opened(file: str) -> Iterator[sqlite3.Connection]:
    rows = sqlite3.connect(file)
    rows.execute("PRAGMA synchronous=OFF")
    try:
        yield rows
    finally:
        rows.close()


def _copy_of(file: str) -> sqlite3.Connection:
    kept = sqlite3.connect(":memory:")
    with _opened(file) as rows:
        rows.backup(kept)
    return kept


def _put_back(kept: sqlite3.Connection, file: str) -> None:
    with _opened(file) as rows:
        kept.backup(rows)


# Everything that says what has become of the money, who was told, and what is still to be done; not when, nor made-up ids.
_SEEN = (
    "SELECT status, amount, session_id, payment_intent, method, failure, refund_cause FROM checkouts",
    "SELECT status, paid, refunded, disputed FROM invoices",
    "SELECT status, amount, cause, stripe_refund_id FROM refunds ORDER BY stripe_refund_id",
    "SELECT outcome, amount, withdrawn, stripe_dispute_id FROM disputes",
    "SELECT account, sum(amount) FROM ledger_lines GROUP BY account HAVING sum(amount) <> 0 ORDER BY account",
    "SELECT event_id, applied_at IS NULL FROM stripe_events ORDER BY event_id",
    "SELECT name FROM outbox WHERE name IN ('InvoicePaid', 'PaymentRefunded') ORDER BY name",
    "SELECT name, body FROM outbox WHERE kind = 'task' AND done_at IS NULL ORDER BY position",
)


def _digest(file: str) -> str:
    with _opened(file) as rows:
        return json.dumps([rows.execute(query).fetchall() for query in _SEEN])


@contextmanager
def quick(context: Context) -> Iterator[None]:
    """No machine fails while these tests run, so that nothing has to wait for the disk."""

    def careless(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    engine: Engine = context.database.engine
    event.listen(engine, "connect", careless)
    engine.dispose()
    yield


def prepare(house: House, stripe: FakeStripe, fate: Fate) -> Way:
    house.connect(SPARKLE, ACCOUNT)
    house.pay_invoice(house.issued(TOTAL))
    (page,) = stripe.session_ids()
    stripes, events, current = [], [], stripe
    for step in fate:
        current = copy.deepcopy(current)
        if step is not None:
            step(current, page)
        stripes.append(current)
    end = current.see(page)
    about_page = {"id": page, "object": "checkout.session", "client_reference_id": end.reference}
    about_intent = {"id": end.payment_intent, "object": "payment_intent", "metadata": end.metadata}
    about_charge = {"object": "charge", "payment_intent": end.payment_intent, "metadata": end.metadata}
    # The one of which nobody can tell what it is for, before the payment is known.
    about_dispute = {"object": "dispute", "payment_intent": end.payment_intent}
    subjects = [about_page, about_page, about_page, about_intent, about_charge, about_dispute, about_dispute]
    for number, (name, subject) in enumerate(zip(KINDS, subjects, strict=True)):
        told = {"id": f"evt_{number}", "object": "event", "type": name, "account": ACCOUNT, "livemode": False}
        body = json.dumps(told | {"data": {"object": subject}}).encode()
        events.append(verify_webhook(body, signed(body, NEW_SECRET), [NEW_SECRET]))
    return Way(stripes, events)


@pytest.mark.parametrize("fate", FATES)
def test_every_order_comes_to_what_stripe_has(tmp_path: Path, fate: str) -> None:
    steps, left = FATES[fate]
    stripe = FakeStripe(accounts={ACCOUNT: True})
    with running(service, sqlite_url(tmp_path, "billing"), **STRIPE) as context, quick(context):
        house = furnish(context, stripe)
        walk = Walk(house.context, prepare(house, stripe, steps))

        walk.run()

        assert walk.finals.total() == math.factorial(len(KINDS))
        assert len(walk.finals) == 1, list(walk.finals)
        assert house.balances().get("stripe", 0) == left
        assert sum(house.balances().values()) == 0
        assert house.books() == []
        assert len(house.told("InvoicePaid")) == (left != 0)
