"""kill -9 while money goes back and while a bank takes it: once at Stripe, once in the books, on both buses."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.ids import new_id
from tests.chaos.test_kill import STALE_AFTER, Opened, opened, supervised
from tests.support.outcome import insist, is_paid
from tests.support.patience import get, post
from tests.support.story import Office, Sent, open_office, pay
from tests.support.world import ROOT, World, eventually

__all__ = ["opened"]
pytestmark = [pytest.mark.shows("PAY-3", "PAY-6"), pytest.mark.timeout(400)]

REFUND_STEPS = ("commit INSERT INTO refunds", "after refund", "sql INSERT INTO ledger_entries")
DISPUTE_STEP = "commit INSERT INTO disputes"
TOTAL, PART = 275_00, 10_00


def test_money_goes_back_and_is_disputed_once(trapped: World, opened: Opened) -> None:
    office = opened(open_office(trapped))
    sent = office.send()
    assert sent.accept().is_success
    assert pay(sent.checkout()).status_code in {200, 303}
    eventually(lambda: is_paid(sent), "the deposit is paid")
    bank = Bank(trapped, office)

    with supervised(trapped):
        for number, step in enumerate(REFUND_STEPS, start=1):
            dies_at(trapped, step, Refund(sent), lambda number=number: returned(sent) == [PART] * number)  # type: ignore[misc]
        dies_at(trapped, DISPUTE_STEP, lambda: bank.press("dispute"), lambda: disputed(sent) == TOTAL)
        bank.press("lose")
        eventually(lambda: bank.status() == "lost", "the bank decides")

    assert bank.refunds() == [PART] * len(REFUND_STEPS)
    assert_books_agree(trapped)


def dies_at(world: World, step: str, act: Callable[[], bool], done: Callable[[], bool]) -> None:
    """Whoever comes to that step dies; whoever acts insists, and it is done in the end."""
    trap = Path(next(iter(world.parts.values())).environment["CRASH_FILE"])
    trap.write_text(step)
    insist(act)
    eventually(lambda: _once_more(done), f"it is done after a kill at: {step}", STALE_AFTER)
    assert not trap.exists(), "no process came to this step"


def _once_more(done: Callable[[], bool]) -> bool:
    """Not as long as what would tell is out of reach."""
    try:
        return done()
    except (httpx.TransportError, AssertionError):
        return False


class Refund:
    """The office gives part back; asked again, it is the same request."""

    def __init__(self, sent: Sent) -> None:
        self._client, self._key = sent.office.client, {"Idempotency-Key": new_id().hex}
        self._path = f"/invoices/{_whole(sent)['invoice_id']}/refunds"

    def __call__(self) -> bool:
        return self._client.post(self._path, json={"amount": PART}, headers=self._key).status_code == 201


class Bank:
    """The dashboard and the lists of the sandbox of Stripe, for the one payment of an office's account."""

    def __init__(self, world: World, office: Office) -> None:
        self._world = world
        self._account = office.call("GET", "/settings/billing")["stripe_account_id"]
        self._intent = self._list("charges")[0]["payment_intent"]

    def press(self, action: str) -> bool:
        return post(f"{self._world.stripe}/dashboard/{self._intent}", data={"action": action}).status_code == 303

    def refunds(self) -> list[int]:
        return [refund["amount"] for refund in self._list("refunds") if refund["status"] == "succeeded"]

    def status(self) -> str:
        return str(self._list("disputes")[0]["status"])

    def _list(self, kind: str) -> list[dict[str, Any]]:
        headers = {"Stripe-Account": self._account}
        answer = get(f"{self._world.stripe}/v1/{kind}", auth=("sk_test_flows", ""), headers=headers)
        found: list[dict[str, Any]] = answer.raise_for_status().json()["data"]
        return found


def _whole(sent: Sent) -> dict[str, Any]:
    invoice = sent.invoice() or {}
    found: dict[str, Any] = sent.office.call("GET", f"/invoices/{invoice['invoice_id']}")
    return found


def returned(sent: Sent) -> list[int]:
    return [refund["amount"] for refund in _whole(sent)["refunds"] if refund["status"] == "succeeded"]


def disputed(sent: Sent) -> int:
    return sum(dispute["withdrawn"] for dispute in _whole(sent)["disputes"])


def assert_books_agree(world: World) -> None:
    """`porchlight ledger verify`, as the operator runs it."""
    command = [sys.executable, "-m", "services", "ledger", "verify"]
    environment = next(iter(world.parts.values())).environment
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
