"""Fifty answers to one estimate at the same moment, each over a connection of its own: one of them decides."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import httpx
import pytest

from shared.ids import new_id
from shared.service import Context
from shared.web.app import build_api
from shared.web.caller import mint
from tests.quotes.office import Office, Person, Visitor, gutters, signature
from tests.quotes.together import together
from tests.support.services import published
from tests.support.serving import serving

pytestmark = pytest.mark.shows("SGN-2", "SGN-5", "EST-3", "EST-7")

MANY = 50
PATIENCE = 60
REFUSALS = {"stale_version", "not_acceptable", "not_declinable", "not_revisable", "not_voidable"}
EVENTS = {
    "sent": "EstimateSent",
    "revised": "EstimateChanged",
    "accepted": "EstimateAccepted",
    "declined": "EstimateDeclined",
    "voided": "EstimateVoided",
}
STATUS = {"revised": "sent", "accepted": "accepted", "declined": "declined", "voided": "void"}
# What may follow what: nothing undoes a signature but its being voided, and nothing follows that.
FOLLOWS = {
    "sent": {"revised", "accepted", "declined", "voided"},
    "revised": {"voided"},
    "accepted": {"voided"},
    "declined": {"revised", "voided"},
    "voided": set[str](),
}


@dataclass(frozen=True)
class Act:
    """What somebody does who has version 1 on the screen, by the line that the history would have of it."""

    action: str
    person: Person
    method: str
    path: str
    body: dict[str, Any]


class Record:
    """An estimate that was just sent, and all that can become of it."""

    def __init__(self, office: Office, visitor: Visitor) -> None:
        self._office = office
        sent = office.sent(gutters())
        self.id = sent["estimate_id"]
        link, path = f"/public/links/{sent['token']}", f"/estimates/{self.id}"
        acts = [
            Act("accepted", visitor, "POST", f"{link}/accept", signature(version=1)),
            Act("declined", visitor, "POST", f"{link}/decline", {"version": 1, "reason": "The price"}),
            Act("revised", office, "PATCH", path, {"version": 1, "title": "Gutters and more"}),
            Act("voided", office, "POST", f"{path}/void", {"reason": "Made twice"}),
        ]
        self.acts = {act.action: act for act in acts}

    @property
    def decisions(self) -> list[str]:
        """What the history tells, from its being sent on."""
        return self._office.actions(self.id)[1:]

    def now(self) -> dict[str, Any]:
        return self._office.estimate(self.id)

    def is_intact(self) -> bool:
        return bool(self._office.get(f"/estimates/{self.id}/evidence")["intact"])


@pytest.fixture
def record(office: Office, visitor: Visitor) -> Record:
    return Record(office, visitor)


@pytest.fixture
def server(context: Context) -> Iterator[str]:
    """Where the service answers, with the threads that it has in production."""
    with serving(lambda _: build_api(context)) as url:
        yield url


def at_once(server: str, acts: list[Act], *, keyed: bool = False) -> list[tuple[str, httpx.Response]]:
    """The answers to all `acts`, which start together, each with a key of its own if they are `keyed`."""

    def do(act: Act) -> tuple[str, httpx.Response]:
        secret = act.person.context.settings.service_token_secret.get_secret_value()
        headers = {"Authorization": f"Bearer {mint(secret, 'quotes', act.person.caller)}"}
        headers |= {"Idempotency-Key": str(new_id())} if keyed else {}
        answer = httpx.request(act.method, server + act.path, json=act.body, headers=headers, timeout=PATIENCE)
        return act.action, answer

    def begin(act: Act) -> Callable[[], tuple[str, httpx.Response]]:
        return lambda: do(act)

    return together(*map(begin, acts))


def changes_told(context: Context) -> list[str]:
    """The events, in order, that each stand for a line of the history."""
    told = [event["type"].split(".")[2] for event in published(context)]
    return [name for name in told if name in EVENTS.values()]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("voiding", [[], ["voided"]], ids=["open", "voided too"])
def test_one_decides_and_everybody_else_is_told(
    context: Context, record: Record, server: str, voiding: list[str], seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - another order each time, and the same ones in each run
    chosen = rng.choices(["accepted", "declined", "revised", *voiding], k=MANY)

    answers = at_once(server, [record.acts[action] for action in chosen])

    decided, now = record.decisions, record.now()
    assert {answer.status_code for _, answer in answers} <= {200, 201, 409}
    assert {answer.json()["code"] for _, answer in answers if not answer.is_success} <= REFUSALS
    assert all(after in FOLLOWS[before] for before, after in pairwise(decided)), decided
    taken = [action for action, answer in answers if answer.is_success]
    assert [taken.count(action) for action in ("revised", "voided")] == [
        decided.count(action) for action in ("revised", "voided")
    ]
    for action in ("accepted", "declined"):
        # Who says the same again is told the same again.
        told = {answer.content for one, answer in answers if one == action and answer.is_success}
        assert len(told) == decided.count(action)
    assert (now["status"], record.is_intact()) == (STATUS[decided[-1]], True)
    assert (now["acceptance"] is not None, now["job"] is not None) == ("accepted" in decided,) * 2
    assert changes_told(context) == [EVENTS[action] for action in decided]
    assert len(published(context, "JobCreated")) == decided.count("accepted")


def test_they_never_wait_for_each_other_without_end(record: Record, server: str) -> None:
    # Each of them goes through several threads, and holds the record's lock on the way.
    answers = at_once(server, [record.acts["declined"]] * 2 * MANY, keyed=True)

    assert Counter(answer.status_code for _, answer in answers) == {200: 2 * MANY}
    assert {answer.content for _, answer in answers} == {b'{"status":"declined"}'}
    assert record.decisions == ["sent", "declined"]
