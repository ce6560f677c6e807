"""A page, a look-up and the office's list with a thousand estimates in the database and with a million, by turns.

The million is made once, in some minutes, and kept; all of it belongs to one business, whose list is the longest there is.
"""

import contextlib
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from services.__main__ import service
from shared.database.migrate import migrate
from shared.events.portal import ProposalLookupRequested
from shared.ids import new_id
from shared.logging import configure_logging
from tests.bench import pages, scale_rows
from tests.support import services

SIZES = (1_000, 1_000_000)
ROUNDS = 300
_WARM_UP = 30

Act = Callable[[], None]


@dataclass
class House:
    """Gateway and quotes with so many estimates."""

    size: int
    gateway: httpx.Client
    quotes: services.Context
    workspace: UUID

    def acts(self) -> dict[str, Act]:
        """What is timed."""
        return {
            "page": self._open_page,
            "look-up": self._look_up,
            "list, first page": lambda: self._list(50),
            "list, deep page": lambda: self._list(50, cursor=str(scale_rows.id_of(self.size // 10))),
            "list, one state": lambda: self._list(0, status="draft"),
        }

    def _open_page(self) -> None:
        answer = self.gateway.get(f"/quote/{scale_rows.token_of(self._any_open())}", headers={"accept": "text/html"})
        assert answer.status_code == 200, answer.status_code

    def _look_up(self) -> None:
        email = scale_rows.email_of(self._any_open())
        event = ProposalLookupRequested(workspace_id=self.workspace, lookup_id=new_id(), email=email)
        services.deliver(self.quotes, event)
        assert services.run_tasks(self.quotes) == 1

    def _list(self, shown: int, **which: str) -> None:
        answer = self.gateway.get("/api/v1/estimates", params={"limit": "50", **which})
        assert len(answer.json()["items"]) == shown, answer.text

    def _any_open(self) -> int:
        return scale_rows.open_number(random.randrange(self.size))  # noqa: S311 - no secret


def run() -> None:
    """Prints the medians at both sizes, and their ratio."""
    configure_logging("WARNING")
    with contextlib.ExitStack() as stack:
        small, large = (stack.enter_context(_house(size)) for size in SIZES)
        for name, act in small.acts().items():
            times = _by_turns(act, large.acts()[name])
            medians = [statistics.median(each) for each in times]
            late = [statistics.quantiles(each, n=20)[-1] for each in times]
            print(
                f"scale: {name} {medians[0]:.2f} ms with {SIZES[0]:,} estimates, {medians[1]:.2f} ms with {SIZES[1]:,}"
            )
            print(f"  ratio {medians[1] / medians[0]:.2f} (95 in 100 within {late[0]:.1f} and {late[1]:.1f} ms)")


def _by_turns(*acts: Act) -> list[list[float]]:
    """Milliseconds of each; one after the other in each round, so that what else the machine does meets all of them."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(_WARM_UP + ROUNDS):
        for act, taken in zip(acts, times, strict=True):
            started = time.perf_counter()
            act()
            taken.append((time.perf_counter() - started) * 1000)
    return [taken[_WARM_UP:] for taken in times]


@contextlib.contextmanager
def _house(size: int) -> Iterator[House]:
    urls = {name: services.postgres_database(f"porchlight_scale_{size}_{name}") for name in ("portal", "quotes")}
    if not scale_rows.are_there(urls["quotes"], size):
        _build(urls, size)
    with contextlib.ExitStack() as stack:
        for name, url in urls.items():
            migrate(stack.enter_context(services.reopened(service(name), url)))
        quotes = stack.enter_context(services.reopened(service("quotes"), urls["quotes"]))
        base, _ = stack.enter_context(pages.serving_on(urls))
        gateway = stack.enter_context(httpx.Client(base_url=base, timeout=60))
        signed_in: dict[str, Any] = gateway.post("/api/v1/auth/token", json=pages.OWNER).raise_for_status().json()
        gateway.headers["Authorization"] = f"Bearer {signed_in['access_token']}"
        yield House(size, gateway, quotes, scale_rows.workspace_of(urls["quotes"]))


def _build(urls: dict[str, str], size: int) -> None:
    with contextlib.ExitStack() as stack:
        contexts = {name: stack.enter_context(services.running(service(name), url)) for name, url in urls.items()}
        base, _ = stack.enter_context(pages.serving_on(urls))
        token = pages.prepare(base, contexts)
        scale_rows.fill(contexts["quotes"], token, size)


if __name__ == "__main__":
    run()
