"""What has been answered is kept, whatever becomes of the process."""

import http.client
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import stripe

from .support import ACCOUNT, SECRET, Endpoint, options, sdk, session_params

ROOT = Path(__file__).parents[2]


@contextmanager
def process(database: Path, endpoint: Endpoint) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The sandbox as a program of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "deploy.embedded.stripe_sandbox", "--port", str(port), "--database", str(database)]
    command += ["--webhook-url", endpoint.url, "--webhook-secret", SECRET, "--account", f"{ACCOUNT}=Bright Homes"]
    child = subprocess.Popen(command, cwd=ROOT)
    url = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=8), trust_env=False) as browser:
            assert browser.get(url).status_code == 200
        yield child, url
    finally:
        child.kill()
        child.wait()


def test_survives_being_killed_while_at_work(tmp_path: Path, endpoint: Endpoint) -> None:
    answered: list[str] = []
    enough = threading.Event()

    def work(url: str) -> None:
        sessions = sdk(url).v1.checkout.sessions
        while True:
            try:
                opened = sessions.create(session_params(), options(ACCOUNT))
                httpx.post(f"{url}/c/pay/{opened.id}", data={"choice": "pay"}, trust_env=False)
            except (stripe.StripeError, httpx.HTTPError, http.client.HTTPException, OSError):
                return
            answered.append(opened.id)
            if len(answered) >= 20:
                enough.set()

    with process(tmp_path / "stripe.db", endpoint) as (child, url):
        workers = [threading.Thread(target=work, args=(url,)) for _ in range(2)]
        for worker in workers:
            worker.start()
        assert enough.wait(30)
        child.send_signal(signal.SIGKILL)
        for worker in workers:
            worker.join()

    with process(tmp_path / "stripe.db", endpoint) as (_, url):
        sessions = sdk(url).v1.checkout.sessions
        states = {sessions.retrieve(one, options=options(ACCOUNT)).payment_status for one in answered}
        heard = wait_for_completions(endpoint, set(answered))

    assert states == {"paid"}
    assert heard >= set(answered)


def wait_for_completions(endpoint: Endpoint, sessions: set[str]) -> set[str]:
    """The sessions whose completion the endpoint has heard of, once it has heard of all these."""
    posts = 0
    while True:
        completed = [event for event in endpoint.events() if event.type == "checkout.session.completed"]
        heard = {event.data.object["id"] for event in completed}
        if heard >= sessions:
            return heard
        posts = max(posts + 1, len(endpoint.posts) + 1)
        endpoint.wait_for_posts(posts)


def test_stops_when_it_is_told_to(tmp_path: Path, endpoint: Endpoint) -> None:
    with process(tmp_path / "stripe.db", endpoint) as (child, _):
        child.terminate()

        assert child.wait(10) in {0, -signal.SIGTERM}
