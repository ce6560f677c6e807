"""The proposal's page through gateway and service on one core, beside one read + render and the same HTML from memory."""

import contextlib
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator

import httpx

from services.__main__ import service
from shared.events.base import Envelope
from shared.messaging.inbox import receive
from tests.support import services, world
from tests.support.story import PASSWORD, PROPOSAL, line

SECONDS = 2
ROUNDS = 5
CONNECTIONS = 16
LINES = 20
OWNER = {"email": "owner@bench.example", "password": PASSWORD}


def run() -> None:
    """Prints requests per second of all three, and the ratios."""
    if shutil.which("wrk") is None:
        print("page: wrk is not installed (apt-get install wrk); not measured")
        return
    with serving() as (gateway, limits, token):
        urls = {
            "gateway + service": f"{gateway}/quote/{token}",
            "read + render": f"{limits}/direct/{token}",
            "from memory": f"{limits}/memory/{token}",
        }
        for url in urls.values():
            _rate(url)  # warms up
        rounds = [{name: _rate(url) for name, url in urls.items()} for _ in range(ROUNDS)]
    rates = {name: statistics.median(measured[name] for measured in rounds) for name in urls}
    for name, rate in rates.items():
        print(f"page: {name} {rate:,.0f}/s")
    ratios = {name: sorted(measured["gateway + service"] / measured[name] for measured in rounds) for name in urls}
    for name in ("read + render", "from memory"):
        lowest, *_, highest = ratios[name]
        print(f"  ratio to {name} {statistics.median(ratios[name]):.3f} ({lowest:.3f}-{highest:.3f})")


@contextlib.contextmanager
def serving() -> Iterator[tuple[str, str, str]]:
    """Gateway and quotes, and the limits' application, all on core 0; yields their addresses and a proposal's token."""
    urls = {name: services.postgres_database(f"porchlight_bench_{name}") for name in ("portal", "quotes")}
    with contextlib.ExitStack() as stack:
        contexts = {name: stack.enter_context(services.running(service(name), url)) for name, url in urls.items()}
        base, limits = stack.enter_context(serving_on(urls, limits=True))
        yield base, limits, prepare(base, contexts)


@contextlib.contextmanager
def serving_on(urls: dict[str, str], *, limits: bool = False) -> Iterator[tuple[str, str]]:
    """Gateway and quotes on these databases, and the limits' application where wanted; yields where both answer."""
    ports = {name: world.free_port() for name in ("portal", "quotes", "limits")}
    variables = os.environ | services.SECRETS | {"LOG_LEVEL": "WARNING", "PYTHONPATH": str(world.ROOT)}
    variables |= {f"{name.upper()}_DATABASE_URL": url for name, url in urls.items()}
    variables |= {f"{name.upper()}_URL": f"http://127.0.0.1:{ports['quotes']}" for name in world.NAMES}
    commands = {name: ["-m", "services", "serve", name, "api"] for name in ("portal", "quotes")}
    if limits:
        commands["limits"] = ["-m", "tests.bench.page_limits"]
    with contextlib.ExitStack() as stack:
        for name, command in commands.items():
            own = variables | {"PORT": str(ports[name])}
            child = subprocess.Popen(["taskset", "-c", "0", sys.executable, *command], env=own, cwd=world.ROOT)
            stack.callback(child.wait, 10)
            stack.callback(child.terminate)
        for name in commands:
            url = f"http://127.0.0.1:{ports[name]}/healthz"
            world.eventually(lambda url=url: _answers(url), "the servers answer")
        yield f"http://127.0.0.1:{ports['portal']}", f"http://127.0.0.1:{ports['limits']}"


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


def prepare(base: str, contexts: dict[str, services.Context]) -> str:
    """A business and its proposal, sent; returns the token of its page."""
    with httpx.Client(base_url=f"{base}/api/v1", timeout=30) as client:
        body = {"slug": "bench", "company_name": "Bench", "owner_email": OWNER["email"], "owner_password": PASSWORD}
        client.post("/workspaces", json=body).raise_for_status()
        receive(
            contexts["quotes"], [Envelope.from_cloudevent(event) for event in services.published(contexts["portal"])]
        )
        client.headers["Authorization"] = f"Bearer {client.post('/auth/token', json=OWNER).json()['access_token']}"
        person = {"name": "Dana Fox", "email": "dana@example.com"}
        customer = client.post("/customers", json=person).raise_for_status().json()
        lines = [line(f"Service {number}", 10_000 + number, tax_rate="0.0825") for number in range(LINES)]
        offer = PROPOSAL | {"customer_id": customer["customer_id"], "options": [], "line_items": lines}
        made = client.post("/estimates", json=offer).raise_for_status().json()
        sent = client.post(f"/estimates/{made['estimate_id']}/send", json={}).raise_for_status().json()
    return str(sent["link"].rsplit("/", 1)[1])


def _rate(url: str) -> float:
    httpx.get(url).raise_for_status()
    command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", url]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    assert found, printed
    assert "Non-2xx" not in printed, printed
    return float(found.group(1))


if __name__ == "__main__":
    run()
