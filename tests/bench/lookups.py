"""The time that a look-up takes for addresses that are known, and for those that are not: whoever measures learns nothing."""

import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from tests.support import world
from tests.support.story import Office, open_office

EACH = 200
PER_ADDRESS = 3
"""As many look-ups of one address as are carried out in an hour; the next ones are quicker, being none."""
PER_NETWORK = 5
"""As many as come from one place in a minute."""
_WARM_UP = 20


def run() -> None:
    """Prints the medians of both kinds over the page's API, in random order, and the gap between them."""
    with tempfile.TemporaryDirectory() as folder:
        running = world.embedded(Path(folder) / "data", TRUSTED_PROXIES="127.0.0.0/8")
        running.start()
        try:
            measured = _measure(open_office(running))
        finally:
            running.close()
    medians = {kind: statistics.median(times) * 1000 for kind, times in measured.items()}
    spread = {kind: statistics.quantiles(times, n=20)[-1] * 1000 for kind, times in measured.items()}
    for kind, median in medians.items():
        print(f"look-up: {kind} {median:.2f} ms (95 in 100 within {spread[kind]:.1f} ms), {len(measured[kind])} times")
    print(f"  gap between the medians {abs(medians['known'] - medians['unknown']):.2f} ms")


def _measure(office: Office) -> dict[str, list[float]]:
    addresses = -(-EACH // PER_ADDRESS)
    known = [_known(office) for _ in range(addresses)]
    unknown = [f"nobody{number}.{office.slug}@example.com" for number in range(addresses)]
    asked = [("known", known[n % addresses]) for n in range(EACH)]
    asked += [("unknown", unknown[n % addresses]) for n in range(EACH)]
    random.Random(1).shuffle(asked)  # noqa: S311 - the same order each time; whatever one leaves behind meets both kinds
    asked = [("warm-up", f"early{n}.{office.slug}@example.com") for n in range(_WARM_UP)] + asked
    measured: dict[str, list[float]] = {"known": [], "unknown": [], "warm-up": []}
    with httpx.Client(base_url=office.world.url, timeout=30) as client:
        for number, (kind, email) in enumerate(asked):
            measured[kind].append(_time(client, office.slug, email, number // PER_NETWORK))
    del measured["warm-up"]
    return measured


def _known(office: Office) -> str:
    """The address of a customer for whom something is open."""
    email: str = office.send().customer["email"]
    return email


def _time(client: httpx.Client, slug: str, email: str, place: int) -> float:
    path: str = f"/api/v1/public/portals/{slug}/proposal-lookup"
    headers: dict[str, Any] = {"x-forwarded-for": f"198.51.{place // 250}.{place % 250 + 1}"}
    started = time.perf_counter()
    answer = client.post(path, json={"email": email}, headers=headers)
    taken = time.perf_counter() - started
    assert answer.status_code == 202, answer.text
    return taken


if __name__ == "__main__":
    run()
