"""What the story must have come to in the end, however rough the way."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import psycopg

from tests.support.story import Sent
from tests.support.world import World, eventually

EVERY_MAIL = 5


def insist(act: Callable[[], object]) -> str:
    """What a person does with a page that does not answer: tries again."""

    def tried() -> object:
        try:
            return act()
        except httpx.TransportError:
            return None

    return str(eventually(tried, "the click is answered"))


def accepts(sent: Sent, body: dict[str, Any]) -> bool:
    """The customer clicks on Accept; whether that was answered with a yes."""
    return httpx.post(f"{sent.api}/accept", json=body, timeout=30).status_code in {200, 201}


def open_checkout(sent: Sent) -> str | None:
    """The address of the hosted page for the deposit, or nothing yet."""
    answer = httpx.post(f"{sent.api}/checkout", json={}, timeout=30)
    return answer.json()["checkout_url"] if answer.status_code == 201 else None


def is_paid(sent: Sent) -> bool:
    """Whether the deposit's invoice is; not as long as the page that would tell is out of reach."""
    try:
        invoice = sent.invoice()
    except (httpx.TransportError, AssertionError):
        return False
    return invoice is not None and invoice["status"] == "paid"


def is_finished(sent: Sent) -> bool:
    """Whether all is paid and told."""
    return is_paid(sent) and len({mail["to"] for mail in sent.mails()}) == 2 and len(sent.mails()) >= EVERY_MAIL


def deliveries(sent: Sent) -> list[dict[str, Any]]:
    """What became of the messages about the estimate and its invoice."""
    records = [sent.estimate_id, *[invoice["invoice_id"] for invoice in [sent.invoice()] if invoice]]
    return [
        delivery
        for record in records
        for delivery in sent.office.call("GET", f"/deliveries?record_id={record}")["items"]
    ]


def assert_done_once(sent: Sent) -> None:
    """One acceptance, one job, one invoice, one payment."""
    estimate, invoice = sent.estimate(), sent.invoice()
    history = sent.office.call("GET", f"/estimates/{sent.estimate_id}/history")["items"]
    jobs = [job for job in sent.office.call("GET", "/jobs")["items"] if job["estimate_id"] == sent.estimate_id]
    assert estimate["status"] == "accepted"
    assert [line["action"] for line in history].count("accepted") == 1
    assert len(jobs) == 1
    assert invoice is not None
    assert (invoice["total"], invoice["paid"]) == (27_500, 27_500)
    assert len([payment for payment in invoice["payments"] if payment["status"] == "paid"]) == 1


_UNDER_WAY = """
SELECT (SELECT count(*) FROM outbox WHERE dead_at IS NULL AND sent_at IS NULL AND (due_at IS NULL OR due_at <= now()))
     + (SELECT count(*) FROM outbox WHERE kind = 'task' AND dead_at IS NULL AND done_at IS NULL AND sent_at IS NOT NULL)
     + (SELECT count(*) FROM inbox WHERE state = 'waiting')
"""


def is_at_rest(world: World) -> bool:
    """Whether no event and no task is on its way any more, in any service."""
    return all(_count(url, _UNDER_WAY) == 0 for url in world.database_urls())


def set_aside(world: World) -> int:
    """How many events and tasks have become dead letters."""
    dead = "SELECT (SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL) + (SELECT count(*) FROM inbox WHERE state = 'dead')"
    return sum(_count(url, dead) for url in world.database_urls())


def _count(url: str, query: str) -> int:
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return int(row[0])


def mails_by_subject(sent: Sent) -> Counter[tuple[str, str]]:
    """How often each message left."""
    return Counter((mail["to"], mail["subject"]) for mail in sent.mails())
