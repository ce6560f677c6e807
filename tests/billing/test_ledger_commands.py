"""`porchlight ledger`, as an operator runs it beside a Porchlight that is running."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from services.billing.domain.invoice import Invoice
from services.billing.manifest import service
from tests.billing.house import RIVAL, SPARKLE, House, furnish
from tests.support.services import SECRETS, running, sqlite_url

pytestmark = pytest.mark.shows("PAY-6")


class Desk:
    """An operator's, beside a database with two businesses, each with a deposit to be paid."""

    def __init__(self, house: House, environment: dict[str, str]) -> None:
        self.house = house
        self._environment = os.environ | environment

    def verify(self, *arguments: str) -> tuple[int, str, str]:
        """What `porchlight ledger verify` ends with, says and complains of."""
        command = [sys.executable, "-m", "services", "ledger", "verify", *arguments]
        ran = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout, ran.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    url = sqlite_url(tmp_path, "billing")
    with running(service, url) as context:
        house = furnish(context)
        for workspace in (SPARKLE, RIVAL):
            house.accept(workspace)
        yield Desk(house, SECRETS | {"BILLING_DATABASE_URL": url, "PORCHLIGHT_DATA": str(tmp_path)})


def test_books_in_order_are_counted(desk: Desk) -> None:
    said = "2 workspaces, 2 invoices, 2 entries: every entry balances and agrees.\n"

    assert desk.verify()[:2] == (0, said)


def test_what_does_not_fit_is_named_and_the_exit_code_says_so(desk: Desk) -> None:
    with desk.house.context.database.begin() as session:
        session.execute(update(Invoice).where(Invoice.workspace_id == RIVAL).values(total=124_00))

    code, said, _ = desk.verify()
    told = json.loads(desk.verify("--json")[1])

    assert (code, said) == (1, f"WRONG {RIVAL} INV-1001: the ledger says that 12500 is owed, the invoice 12400\n")
    assert [len(one["problems"]) for one in told] == [0, 1]
    assert told[0]["balances"] == [
        {"account": "deposits", "currency": "USD", "amount": -125_00},
        {"account": "receivable", "currency": "USD", "amount": 125_00},
    ]
    assert desk.verify("--workspace", str(SPARKLE))[0] == 0


def test_wrong_use_and_unknown_books_say_so(desk: Desk) -> None:
    unknown = desk.verify("--workspace", "0198f000-0000-7000-8000-00000000000f")

    assert (unknown[0], unknown[2].startswith("porchlight: Billing knows no workspace")) == (1, True)
    assert desk.verify("--workspace", "nonsense")[0] == 2
