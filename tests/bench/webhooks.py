"""Taking in a webhook of Stripe, beside a bare handler of the same framework: what verifying and keeping it cost."""

import json
import statistics
import tempfile
import time
from pathlib import Path

import httpx
from fastapi import FastAPI, Request

from services.billing.manifest import service
from shared.ids import new_id
from shared.logging import configure_logging
from shared.service import Context
from tests.billing.house import NEW_SECRET, SPARKLE, STRIPE, House, furnish
from tests.support import services
from tests.support.serving import serving
from tests.support.stripe_fake import FakeStripe
from tests.support.stripe_signature import signed

EACH = 500
_WARM_UP = 100
ACCOUNT = "acct_sparkle"


def run() -> None:
    """Prints the median and the slowest in a hundred of both, and their ratios: on PostgreSQL where it answers, else SQLite."""
    configure_logging("WARNING")
    with tempfile.TemporaryDirectory() as folder:
        here = services.postgres_answers()
        url = (
            services.postgres_database("porchlight_bench_billing")
            if here
            else services.sqlite_url(Path(folder), "billing")
        )
        with services.running(service, url, **STRIPE) as context:
            house, event = _waiting_payment(context)
            with serving(lambda _: house.app) as ours, serving(lambda _: _bare()) as bare:
                taken = _measure(event, f"{ours}/webhooks/stripe", f"{bare}/webhooks/stripe")
    print(f"webhooks: on {'PostgreSQL' if here else 'SQLite'}, {EACH} of each, each a new event of a known payment")
    figures = {name: _figures(times) for name, times in taken.items()}
    for name, (median, slowest) in figures.items():
        print(f"webhooks: {name} p50 {median:.2f} ms, p99 {slowest:.2f} ms")
    for place, name in enumerate(("p50", "p99")):
        print(f"  ratio {name} {figures['endpoint'][place] / figures['bare handler'][place]:.2f}")


def _waiting_payment(context: Context) -> tuple[House, dict[str, object]]:
    """A customer has paid; the event that says so, to be told again and again under new ids."""
    stripe = FakeStripe(accounts={ACCOUNT: True})
    house = furnish(context, stripe)
    house.connect(SPARKLE, ACCOUNT)
    house.pay_invoice(house.issued(125_00))
    stripe.pay(stripe.session_ids()[0])
    event: dict[str, object] = json.loads(stripe.webhooks()[-1])
    return house, event


def _bare() -> FastAPI:
    app = FastAPI()

    @app.post("/webhooks/stripe")
    async def take(request: Request) -> dict[str, bool]:
        await request.body()
        return {"received": True}

    return app


def _measure(event: dict[str, object], ours: str, bare: str) -> dict[str, list[float]]:
    """They take turns, so that what else the machine does meets both."""
    taken: dict[str, list[float]] = {"endpoint": [], "bare handler": []}
    with httpx.Client(trust_env=False, timeout=30) as client:
        for number in range(_WARM_UP + EACH):
            body = json.dumps(event | {"id": f"evt_{new_id().hex}"}).encode()
            for name, url in (("endpoint", ours), ("bare handler", bare)):
                headers = {"Stripe-Signature": signed(body, NEW_SECRET)}
                started = time.perf_counter()
                client.post(url, content=body, headers=headers).raise_for_status()
                if number >= _WARM_UP:
                    taken[name].append(time.perf_counter() - started)
    return taken


def _figures(times: list[float]) -> tuple[float, float]:
    return statistics.median(times) * 1000, statistics.quantiles(times, n=100)[-1] * 1000


if __name__ == "__main__":
    run()
