"""What these tests run against: a sandbox on a real port, the official SDK, and an endpoint that hears of events."""

import json
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import stripe
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from stripe.checkout import Session

from deploy.embedded.stripe_sandbox import Sandbox, build_app

SECRET = "whsec_porch_light"
ACCOUNT = "acct_bright"
OTHER_ACCOUNT = "acct_other"
PREFIX = "/dev/stripe"
PATIENCE = 10.0


class Endpoint:
    """An HTTP server that keeps what is posted to it and answers with the statuses it was given, then with 200."""

    def __init__(self) -> None:
        self.posts: list[tuple[bytes, str]] = []
        self.statuses: list[int] = []
        self._news = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/webhooks/stripe"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def wait_for(self, *types: str) -> list[stripe.Event]:
        """The events heard of so far, once each of these types is among them; their signatures have been checked."""
        with self._news:
            arrived = self._news.wait_for(lambda: set(types) <= {event.type for event in self.events()}, PATIENCE)
        assert arrived, f"expected {types}, heard of {[event.type for event in self.events()]}"
        return self.events()

    def wait_for_posts(self, count: int) -> None:
        """Returns once something has been posted this many times."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.posts) >= count, PATIENCE)

    def events(self) -> list[stripe.Event]:
        """Everything posted, as the SDK hands it to a webhook's handler."""
        return [stripe.Webhook.construct_event(body, header, SECRET) for body, header in self.posts]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _take(self, body: bytes, header: str) -> int:
        with self._news:
            self.posts.append((body, header))
            self._news.notify_all()
            return self.statuses.pop(0) if self.statuses else 200

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self._take

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(take(body, self.headers["Stripe-Signature"]))
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        return Handler


@dataclass(frozen=True)
class Running:
    """A sandbox that is being served, and those who talk to it."""

    url: str
    sandbox: Sandbox
    endpoint: Endpoint
    stripe: stripe.StripeClient
    browser: httpx.Client

    def open_session(self, account: str = ACCOUNT, key: str | None = None, **changes: Any) -> Session:
        return self.stripe.v1.checkout.sessions.create(session_params(**changes), options(account, key))

    def session(self, session_id: str, account: str = ACCOUNT) -> Session:
        return self.stripe.v1.checkout.sessions.retrieve(session_id, options=options(account))

    def choose(self, session: Session, choice: str) -> httpx.Response:
        return self.browser.post(f"{self.url}/c/pay/{session.id}", data={"choice": choice})

    def page(self, session: Session) -> httpx.Response:
        return self.browser.get(f"{self.url}/c/pay/{session.id}")

    def paid_session(self, **changes: Any) -> Session:
        opened = self.open_session(**changes)
        self.choose(opened, "pay")
        return self.session(opened.id)


def options(account: str, key: str | None = None) -> Any:
    """The SDK's per-request options for an account."""
    return {"stripe_account": account} | ({"idempotency_key": key} if key else {})


def session_params(**changes: Any) -> Any:
    """What Porchlight asks for when a customer presses Pay now; a change to None leaves a parameter out."""
    params = {
        "mode": "payment",
        "line_items": [line(amount=12_500)],
        "success_url": "http://portal.example/pay/done?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://portal.example/pay",
        "client_reference_id": "invoice-1",
        "customer_email": "kim@example.com",
        "metadata": {"invoice": "1"},
        "payment_intent_data": {"metadata": {"invoice": "1"}},
    }
    return {name: value for name, value in (params | changes).items() if value is not None}


def line(*, amount: int, name: str = "Gutter cleaning", currency: str = "usd", quantity: int = 1) -> Any:
    """A line item of a session."""
    price = {"currency": currency, "unit_amount": amount, "product_data": {"name": name}}
    return {"quantity": quantity, "price_data": price}


@contextmanager
def running(
    database: Path, endpoint: Endpoint, *, settle_after: float = 0.2, beside: Sequence[Route] = ()
) -> Iterator[Running]:
    """Serves a sandbox on a free port under a path prefix, `beside` other routes, as the embedded run does."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        port.listen()
        url = f"http://127.0.0.1:{port.getsockname()[1]}{PREFIX}"
        app = build_app(
            database=database,
            webhook_url=endpoint.url,
            webhook_secret=SECRET,
            public_url=url,
            settle_after=settle_after,
        )
        host = Starlette(routes=[*beside, Mount(PREFIX, app)])
        server = uvicorn.Server(uvicorn.Config(host, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [port]})
        thread.start()
        browser = httpx.Client(trust_env=False)
        app.state.sandbox.ensure_account(ACCOUNT, "Bright Homes")
        app.state.sandbox.ensure_account(OTHER_ACCOUNT, "Other Homes")
        app.state.sandbox.start()
        try:
            yield Running(url, app.state.sandbox, endpoint, sdk(url), browser)
        finally:
            server.should_exit = True
            thread.join()
            browser.close()
            app.state.sandbox.close()


def sdk(url: str, key: str = "sk_test_porchlight") -> stripe.StripeClient:
    """The official SDK, pointed at a sandbox."""
    # The SDK's default client keeps its connections for as long as the process lives, which warnings-as-errors forbids.
    return stripe.StripeClient(
        key, base_addresses={"api": url}, stripe_version="2026-10-28.endive", http_client=stripe.UrllibClient()
    )


def payloads(endpoint: Endpoint, event_type: str) -> list[dict[str, Any]]:
    """The bodies posted for events of a type, as plain JSON."""
    bodies = [json.loads(body) for body, _ in endpoint.posts]
    return [body for body in bodies if body["type"] == event_type]
