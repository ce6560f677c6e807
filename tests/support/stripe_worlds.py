"""Stripe as tests can have it: the embedded sandbox and the conformance referee, driven alike. The one in memory is beside."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx
import time_machine

from deploy.embedded.stripe_sandbox import Sandbox
from services.billing.adapters.stripe_calls import StripeCalls
from services.billing.adapters.stripe_gateway import API_VERSION, StripeGateway
from shared.ids import new_id

REFEREE = Path(
    os.environ.get("STRIPE_REFEREE")
    or Path(__file__).parents[3] / "shared" / "tools" / "stripe" / "stripe_conformance.py"
)
SETTLES_AFTER = 300.0


class StripeWorld(Protocol):
    """What customers, banks and businesses do at Stripe, which billing hears of by webhook or by asking."""

    gateway: StripeCalls

    def add_account(self, *, ready: bool = True) -> str: ...

    def pay(self, session_id: str) -> None: ...

    def decline(self, session_id: str) -> None: ...

    def start_transfer(self, session_id: str, *, arrives: bool) -> None: ...

    def end_transfer(self, session_id: str, *, arrives: bool) -> None: ...

    def expire(self, account: str, session_id: str) -> None: ...

    def refund_in_dashboard(self, account: str, session_id: str, amount: int | None = None) -> str:
        """Somebody gives money back at Stripe itself; the refund's id."""
        ...

    def end_refund(self, refund_id: str, status: str) -> None:
        """What the customer's bank has done with money that went back."""
        ...

    def dispute(self, account: str, session_id: str, status: str = "needs_response") -> None:
        """The customer's bank asks for the money back, or has decided."""
        ...

    def webhooks(self, account: str) -> list[bytes]:
        """The bodies of all webhooks about the account, oldest first."""
        ...

    def sessions(self, account: str) -> list[dict[str, Any]]:
        """The account's sessions as Stripe has them, oldest first."""
        ...

    def refunds(self, account: str) -> list[int]:
        """The amounts the account has given back."""
        ...


class _OverHttp:
    """What the sandbox and the referee have in common: Stripe's API, asked as a dashboard would."""

    def __init__(self, url: str, key: str) -> None:
        self.key = key
        self.real = StripeGateway(key, url)
        self.gateway: StripeCalls = self.real
        self.http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {key}", "Stripe-Version": API_VERSION},
            trust_env=False,
            timeout=20,
        )

    def ask(self, path: str, account: str | None = None, *, key: str | None = None) -> list[dict[str, Any]]:
        """All that an account lists, oldest first: one of the platform's, or the one that `key` belongs to."""
        headers = {"Stripe-Account": account} if account else {}
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        found: list[dict[str, Any]] = []
        after: dict[str, Any] = {}
        while True:
            answer = self.http.get(path, params={"limit": 100} | after, headers=headers)
            page = answer.raise_for_status().json()
            found += page["data"]
            if not page["has_more"]:
                return found[::-1]
            after = {"starting_after": found[-1]["id"]}

    def webhooks(self, account: str) -> list[bytes]:
        return [json.dumps(event, indent=2).encode() for event in self.ask("/v1/events", account)]

    def sessions(self, account: str) -> list[dict[str, Any]]:
        return self.ask("/v1/checkout/sessions", account)

    def refunds(self, account: str) -> list[int]:
        return [refund["amount"] for refund in self.ask("/v1/refunds", account)]

    def own_webhooks(self, key: str) -> list[bytes]:
        """The bodies of all webhooks about the account that `key` belongs to."""
        return [json.dumps(event, indent=2).encode() for event in self.ask("/v1/events", key=key)]

    def intent(self, account: str, session_id: str) -> str:
        found = next(session for session in self.sessions(account) if session["id"] == session_id)
        return str(found["payment_intent"])

    def close(self) -> None:
        self.real.close()
        self.http.close()


class SandboxWorld(_OverHttp):
    """The embedded sandbox; its banks take `SETTLES_AFTER`, for which `clock` is put forward."""

    def __init__(self, url: str, sandbox: Sandbox, clock: time_machine.Traveller, name: str) -> None:
        super().__init__(url, "sk_test_porchlight")
        self._sandbox = sandbox
        self._clock = clock
        self._name = name
        self._accounts = 0

    def add_account(self, *, ready: bool = True) -> str:
        self._accounts += 1
        account = f"acct_{self._name}{self._accounts}"
        self._sandbox.create_account(account, charges_enabled=ready)
        return account

    def pay(self, session_id: str) -> None:
        assert self._choose(session_id, "pay") == 303

    def decline(self, session_id: str) -> None:
        assert self._choose(session_id, "decline") == 402

    def start_transfer(self, session_id: str, *, arrives: bool) -> None:
        assert self._choose(session_id, "transfer" if arrives else "failing_transfer") == 303

    def end_transfer(self, session_id: str, *, arrives: bool) -> None:
        self._clock.shift(SETTLES_AFTER + 1)

    def expire(self, account: str, session_id: str) -> None:
        self.gateway.expire_session(account, session_id)

    def pay_with_card(self, session_id: str, *, later: str = "ok") -> None:
        """Paid by a card that is kept, and that behaves like that once it is charged again."""
        choice = "pay" if later == "ok" else f"pay_then_{later}"
        assert self._choose(session_id, choice) == 303

    def own_key(self, number: int = 1) -> str:
        """A restricted key of a business's own account; each number is another key of it."""
        return f"rk_test_{self._name}_{number}"

    def complete(self, link: str, *, fully: bool = True) -> httpx.Response:
        """A business at Stripe's page completes its account, or goes back without."""
        return self.http.post(link, data={"choice": "complete" if fully else "leave"})

    def stop(self, account: str) -> None:
        """Stripe does not let the account be charged on any more."""
        self._sandbox.enable_account(account, on=False)

    def refund_in_dashboard(self, account: str, session_id: str, amount: int | None = None) -> str:
        intent = self.intent(account, session_id)
        # The sandbox's dashboard is for people, who write dollars.
        self._act(intent, action="refund", amount=f"{amount / 100:.2f}" if amount else "")
        return str(self.ask("/v1/refunds", account)[-1]["id"])

    def end_refund(self, refund_id: str, status: str) -> None:
        assert status == "failed", "the sandbox's refunds succeed at once"
        accounts = [f"acct_{self._name}{number}" for number in range(1, self._accounts + 1)]
        refunds = [refund for account in accounts for refund in self.ask("/v1/refunds", account)]
        refund = next(one for one in refunds if one["id"] == refund_id)
        self._act(refund["payment_intent"], action="fail_refund", refund=refund_id)

    def dispute(self, account: str, session_id: str, status: str = "needs_response") -> None:
        action = {"needs_response": "dispute", "won": "win", "lost": "lose"}[status]
        self._act(self.intent(account, session_id), action=action)

    def _act(self, intent: str, **fields: str) -> None:
        answer = self.http.post(f"/dashboard/{intent}", data=fields)
        assert answer.status_code == 303, answer.text

    def _choose(self, session_id: str, choice: str) -> int:
        return self.http.post(f"/c/pay/{session_id}", data={"choice": choice}).status_code


class RefereeWorld(_OverHttp):
    """The conformance referee, which refuses what Stripe would refuse. Each key is a platform of its own."""

    def add_account(self, *, ready: bool = True) -> str:
        made = self.http.post("/v1/accounts", data={"type": "standard"}, headers={"Idempotency-Key": new_id().hex})
        made.raise_for_status()
        account = str(made.json()["id"])
        if ready:
            self.http.post("/_admin/account", json={"account": account, "activate": True}).raise_for_status()
        return account

    def pay(self, session_id: str) -> None:
        assert self._pay(session_id, "success") == 200

    def decline(self, session_id: str) -> None:
        assert self._pay(session_id, "decline") == 402

    def start_transfer(self, session_id: str, *, arrives: bool) -> None:
        assert self._pay(session_id, "async") == 200

    def end_transfer(self, session_id: str, *, arrives: bool) -> None:
        outcome = "succeeded" if arrives else "failed"
        answer = self.http.post(f"/c/pay/{session_id}/settle", params={"outcome": outcome, "json": "1"})
        answer.raise_for_status()

    def expire(self, account: str, session_id: str) -> None:
        self.http.post("/_admin/expire", json={"session": session_id}).raise_for_status()

    def own_key(self, number: int = 1) -> str:
        """A restricted key of a business's own account; here each key has an account, so there is one number."""
        assert number == 1
        return f"rk_test_{self.key.removeprefix('sk_test_')}"

    def complete(self, link: str, *, fully: bool = True) -> httpx.Response:
        """A business at Stripe's page completes its account, or goes back without."""
        return self.http.post(f"{link}/{'complete' if fully else 'leave'}")

    def stop(self, account: str) -> None:
        """Stripe does not let the account be charged on any more."""
        self.http.post(
            "/_admin/account", json={"account": account, "set": {"charges_enabled": False}}
        ).raise_for_status()

    def deauthorize(self, account: str) -> None:
        """The business has taken its account from the platform, at Stripe."""
        self.http.post("/_admin/account", json={"account": account, "deauthorize": True}).raise_for_status()

    def refund_in_dashboard(self, account: str, session_id: str, amount: int | None = None) -> str:
        asked: dict[str, Any] = {"payment_intent": self.intent(account, session_id)}
        made = self.http.post("/_admin/refund", json=asked | ({"amount": amount} if amount else {}))
        made.raise_for_status()
        return str(made.json()["id"])

    def end_refund(self, refund_id: str, status: str) -> None:
        self.http.post("/_admin/refund_update", json={"refund": refund_id, "status": status}).raise_for_status()

    def dispute(self, account: str, session_id: str, status: str = "needs_response") -> None:
        asked = {"payment_intent": self.intent(account, session_id), "status": status}
        self.http.post("/_admin/dispute", json=asked).raise_for_status()

    def verdicts(self, account: str) -> list[dict[str, Any]]:
        """What the referee thinks of every request that was made for the account."""
        records = self.http.get("/_admin/requests").json()
        return [record for record in records if record.get("stripe_account") == account]

    def fail(self, match: str, **fault: Any) -> None:
        """Has the next request that matches go wrong."""
        self.http.post("/_admin/fault", json={"match": match} | fault).raise_for_status()

    @contextmanager
    def sending_to(self, url: str, secret: str) -> Iterator[None]:
        """Has webhooks sent while the block runs."""
        place = {"url": f"{url}/webhooks/stripe", "secret": secret, "key": self.key}
        endpoint: dict[str, Any] = place | {"id": f"ep_{self.key}", "connect": True}
        self.http.post("/_admin/endpoints", json=endpoint).raise_for_status()
        try:
            yield
        finally:
            self.http.post("/_admin/endpoints", json={"remove": endpoint["id"]}).raise_for_status()

    def wait_until_sent(self) -> None:
        self.http.post("/_admin/wait", json={"timeout": 10}).raise_for_status()

    def deliveries(self, account: str) -> list[dict[str, Any]]:
        """What the referee thinks of how its webhooks were taken."""
        records = self.http.get("/_admin/deliveries").json()
        return [record for record in records if record["account"] == account]

    def _pay(self, session_id: str, outcome: str) -> int:
        asked = {"outcome": outcome, "json": "1"}
        return self.http.post(f"/c/pay/{session_id}/pay", params=asked).status_code


@contextmanager
def running_referee() -> Iterator[str]:
    """The referee in a process of its own; yields its address."""
    command = [sys.executable, str(REFEREE), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield next(word for word in process.stdout.readline().split() if word.startswith("http"))
        finally:
            process.terminate()
            process.stdout.read()
