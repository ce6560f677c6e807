"""The story against the composed system, where somebody has it up (`deploy/compose.demo.yml`) and says where."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.story import open_office, pay
from tests.support.world import World, eventually

URL = os.environ.get("PORCHLIGHT_COMPOSED_URL", "")
MAILPIT = os.environ.get("MAILPIT_URL", "http://127.0.0.1:8025")
STRIPE = os.environ.get("STRIPE_SANDBOX_URL", "http://127.0.0.1:12111")

pytestmark = [
    pytest.mark.shows("OPS-1"),
    pytest.mark.skipif(not URL, reason="PORCHLIGHT_COMPOSED_URL does not say where a composed Porchlight answers"),
]


class Composed(World):
    """Mails come from Mailpit, which took them over SMTP."""

    def mails(self, to: str | None = None) -> list[dict[str, Any]]:
        found = httpx.get(f"{MAILPIT}/api/v1/messages?limit=500").json()["messages"]
        mails = [{"to": mail["To"][0]["Address"], "subject": mail["Subject"]} for mail in found]
        return [mail for mail in mails if to is None or mail["to"] == to]


def test_the_story_passes_against_one_container_per_process() -> None:
    office = open_office(Composed("compose", URL, Path(), Path(), STRIPE))
    sent = office.send()
    eventually(lambda: sent.mails("Your proposal"), "the proposal is mailed")

    accepted = sent.accept()
    pay(sent.checkout())
    eventually(lambda: (sent.invoice() or {}).get("status") == "paid", "the deposit is paid", 60)
    eventually(lambda: len(sent.mails()) == 5, "both have both mails", 60)

    assert accepted.status_code == 201
    assert Counter(mail["to"] for mail in sent.mails()) == {sent.customer["email"]: 3, office.email: 2}
    assert "$275.00" in " ".join(item["text"] for item in office.inbox())
    office.client.close()
