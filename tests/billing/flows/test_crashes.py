"""A process that is killed at any step of paying, giving back and disputing: done once all the same, and the books agree.

Each round takes an invoice through all of it. The first round tells what steps there are; in each of the others the process
dies at one of them, and another one goes on: the customer clicks again, the office repeats its request, Stripe sends its
webhook again, the task is delivered again.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from services.billing.domain.checkout import Checkout
from services.billing.manifest import service
from shared.clock import utc_now
from shared.ids import new_id
from shared.web.app import build_api
from tests.billing.house import SPARKLE, STRIPE, House, furnish, staff
from tests.support.mortal import Life, living
from tests.support.services import running, sqlite_url
from tests.support.stripe_worlds import RefereeWorld, StripeWorld

pytestmark = pytest.mark.shows("PAY-3", "PAY-6")

TOTAL, BACK = 125_00, 25_00
Act = Callable[[House], object]


class Round:
    """One invoice; every act can be repeated by whoever did not hear how it went."""

    def __init__(self, house: House, world: StripeWorld, account: str) -> None:
        self.house, self.world, self.account = house, world, account
        self.invoice = house.issued(TOTAL)
        self.key, self.office = new_id().hex, staff()

    def acts(self) -> Iterator[Act]:
        yield self._press_pay_now
        page = self._page()
        self.world.pay(page)
        self.intent = next(one["payment_intent"] for one in self.world.sessions(self.account) if one["id"] == page)
        yield self._webhook("checkout.session.completed")
        yield self._give_back
        yield House.work
        yield self._webhook("charge.refunded")
        for kind, status in (("created", "needs_response"), ("closed", "lost")):
            self.world.dispute(self.account, page, status)
            yield self._webhook(f"charge.dispute.{kind}")
        yield House.sweep_later

    def _press_pay_now(self, house: House) -> None:
        answer = house.pay_invoice(self.invoice)
        assert answer.status_code == 201, answer.text

    def _page(self) -> str:
        mine = [one for one in self.house.checkouts() if str(one.invoice_id) == self.invoice["invoice_id"]]
        return mine[-1].session_id or ""

    def _give_back(self, house: House) -> None:
        path, key = f"/invoices/{self.invoice['invoice_id']}/refunds", {"Idempotency-Key": self.key}
        answer = house.ask("POST", path, self.office, {"amount": BACK}, headers=key)
        assert answer.status_code == 201, answer.text

    def _webhook(self, kind: str) -> Act:
        """The one of that kind about this invoice; the others come when all is over."""
        told = [json.loads(body) for body in self.world.webhooks(self.account)]
        (event,) = [one for one in told if one["type"] == kind and _intent(one) == self.intent]
        body = json.dumps(event).encode()
        return lambda house: self._take(house, body)

    def _take(self, house: House, body: bytes) -> None:
        assert house.hear(body).status_code == 200
        house.work()


def _intent(event: dict[str, Any]) -> str | None:
    found: str | None = event["data"]["object"].get("payment_intent")
    return found


def live_through(played: Round, ends_at: str | None) -> Life:
    """Plays a round in a process that dies once, and then in another one."""
    life = Life(ends_at)
    with living(played.house.context, life) as context:
        first = House(context, build_api(context))
        for act in played.acts():
            try:
                if not life.ended:
                    act(first)
                    continue
            except BaseException:
                if not life.ended:
                    raise
                _let_leases_end(played.house)
            act(played.house)
    return life


def _let_leases_end(house: House) -> None:
    with house.context.database.begin() as session:
        session.execute(update(Checkout).values(lease_until=utc_now()))


@pytest.mark.parametrize("world", ["sandbox", "referee"], indirect=True)
def test_at_every_step(tmp_path: Path, world: StripeWorld) -> None:
    with running(service, sqlite_url(tmp_path, "billing"), **STRIPE) as context:
        house, account = furnish(context, world.gateway), world.add_account()
        house.connect(SPARKLE, account)

        steps = live_through(Round(house, world, account), None).steps
        if isinstance(world, RefereeWorld):
            steps = [
                step for step in steps if "commit" not in step
            ]  # what is committed does not depend on which Stripe
        died = [step for step in steps if live_through(Round(house, world, account), step).ended]
        house.hear_all(world.webhooks(account))
        house.sweep_later()

        assert died == steps
        for call in ("create_session", "session", "refund", "refunds", "disputes"):
            assert {f"before {call}", f"after {call}"} <= set(died)
        assert_done_once(house, world, account, times=1 + len(steps))
    if isinstance(world, RefereeWorld):
        assert {record["verdict"] for record in world.verdicts(account)} <= {"ok", "replayed"}


def assert_done_once(house: House, world: StripeWorld, account: str, times: int) -> None:
    """Each invoice was paid, given back of and disputed once, for Stripe, for the books and for everybody who was told."""
    assert len(world.sessions(account)) == times
    assert world.refunds(account) == [BACK] * times
    assert [checkout.status for checkout in house.checkouts()] == ["paid"] * times
    for name in ("InvoicePaid", "PaymentSucceeded", "PaymentRefunded"):
        assert len(house.told(name)) == times, name
    assert Counter(told["outcome"] for told in house.told("PaymentDisputed")) == {"open": times, "lost": times}
    assert house.balances()["stripe"] == -BACK * times
    assert sum(house.balances().values()) == 0
    assert house.books() == []
    assert house.discrepancies() == []
