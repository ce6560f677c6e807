"""The time that a look-up, or signing in, takes for addresses that are known, and for those that are not.

Whoever measures learns nothing.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.support import world
from tests.support.story import Office, open_office

Ask = Callable[[httpx.Client, str, str, int], float]
"""One try of an address from a place of the network, and the seconds it took."""
EACH = 200
PER_ADDRESS = 3
"""As many look-ups of one address as are carried out in an hour; the next ones are quicker, being none."""
PER_NETWORK = 5
"""As many as come from one place in a minute."""
_WARM_UP = 20


def run() -> None:
    """Prints the medians of both kinds, in random order, and the gap between them: look-ups by API, signing in by its page."""
    for what, ask in (("look-up", _look_up), ("sign-in", _sign_in)):
        _print(what, _measured(ask))


def _measured(ask: Ask) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        running = world.embedded(Path(folder) / "data", TRUSTED_PROXIES="127.0.0.0/8")
        running.start()
        try:
            return _measure(open_office(running), ask)
        finally:
            running.close()


def _print(what: str, measured: dict[str, list[float]]) -> None:
    medians = {kind: statistics.median(times) * 1000 for kind, times in measured.items()}
    spread = {kind: statistics.quantiles(times, n=20)[-1] * 1000 for kind, times in measured.items()}
    for kind, median in medians.items():
        print(f"{what}: {kind} {median:.2f} ms (95 in 100 within {spread[kind]:.1f} ms), {len(measured[kind])} times")
    print(f"  gap between the medians {abs(medians['known'] - medians['unknown']):.2f} ms")


def _measure(office: Office, ask: Ask) -> dict[str, list[float]]:
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
            measured[kind].append(ask(client, office.slug, email, number // PER_NETWORK))
    del measured["warm-up"]
    return measured


def _known(office: Office) -> str:
    """The address of a customer for whom something is open."""
    email: str = office.send().customer["email"]
    return email


def _look_up(client: httpx.Client, slug: str, email: str, place: int) -> float:
    path: str = f"/api/v1/public/portals/{slug}/proposal-lookup"
    started = time.perf_counter()
    answer = client.post(path, json={"email": email}, headers=_from(place))
    taken = time.perf_counter() - started
    assert answer.status_code == 202, answer.text
    return taken


def _sign_in(client: httpx.Client, slug: str, email: str, place: int) -> float:
    headers = _from(place) | {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"}
    page = client.get("/customer/login", params={"portal": slug}, headers=headers).text
    form = {"contact": email, "portal": slug, "nonce": page.split('data-nonce="')[1].split('"')[0]}
    started = time.perf_counter()
    answer = client.post("/customer/login", data=form, headers=headers)
    taken = time.perf_counter() - started
    assert answer.status_code == 303, answer.text
    return taken


def _from(place: int) -> dict[str, str]:
    return {"x-forwarded-for": f"198.51.{place // 250}.{place % 250 + 1}"}


if __name__ == "__main__":
    run()
