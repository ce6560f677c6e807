"""A trial of Stripe with the operator's key: what Porchlight will ask for is asked for once, and cleared away."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any

from services.billing.adapters.stripe_gateway import API_VERSION, StripeGateway
from services.billing.adapters.stripe_reading import mapping
from services.billing.adapters.stripe_setup import StripeSetup
from services.billing.domain.errors import StripeKeyRefused, StripeRefused, StripeUnreachable
from services.billing.domain.stripe_requirements import missing_in_words

_WEBHOOK = "https://example.com/porchlight-stripe-check"
_KEY_ADVICE = "Copy it again from Stripe's dashboard, Developers, API keys, and set STRIPE_SECRET_KEY."
_AMOUNT = 10_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried: whether it went well, and a sentence that also says what to do where it did not."""

    step: str
    ok: bool
    text: str


class Trial:
    """The steps in their order; each that fails says why, and those that need it are left out."""

    def __init__(self, gateway: StripeGateway, account: str | None = None) -> None:
        self._gateway = gateway
        self._setup = StripeSetup(gateway)
        self._account = account

    def run(self) -> Iterator[Finding]:
        """Yields what was found as soon as it is."""
        account = None
        try:
            account = self._read_account()
        except (StripeRefused, StripeUnreachable) as error:
            yield Finding("account", ok=False, text=_why(error, self._account))
            return
        yield from _account_findings(account, live=self._gateway.livemode)
        yield Finding("api_version", ok=True, text=f"Porchlight asks in version {API_VERSION}.")
        yield from self._sessions(str(account.get("default_currency") or "usd"))
        yield from self._endpoint()

    def _read_account(self) -> dict[str, Any]:
        if self._account is None:
            return self._gateway.ask("retrieve_account", lambda v1: v1.accounts.retrieve_current())
        return self._gateway.ask("retrieve_account", lambda v1: v1.accounts.retrieve(self._account))

    def _sessions(self, currency: str) -> Iterator[Finding]:
        options = {"stripe_account": self._account} if self._account else {}
        price = {"currency": currency, "unit_amount": _AMOUNT, "product_data": {"name": "Porchlight tries Stripe"}}
        params = {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "success_url": "https://example.com/?session_id={CHECKOUT_SESSION_ID}",
            "client_reference_id": "porchlight-stripe-check",
            "payment_intent_data": {"metadata": {"porchlight": "stripe-check"}},
        }
        made = yield from self._step(
            "create_session", "A checkout page was opened.", lambda v1: v1.checkout.sessions.create(params, options)
        )
        if made is None:
            return
        name = made["id"]
        yield from self._step(
            "retrieve_session", "It was found again.", lambda v1: v1.checkout.sessions.retrieve(name, options=options)
        )
        yield from self._step(
            "expire_session",
            "It was closed: nobody can pay on it.",
            lambda v1: v1.checkout.sessions.expire(name, options=options),
        )

    def _endpoint(self) -> Iterator[Finding]:
        params = {"url": _WEBHOOK, "enabled_events": ["checkout.session.completed"], "api_version": API_VERSION}
        made = yield from self._step(
            "create_webhook_endpoint",
            "A webhook endpoint was made.",
            lambda v1: v1.webhook_endpoints.create(params | {"description": "porchlight stripe-check"}),
        )
        if made is not None:
            name = made["id"]
            yield from self._step(
                "delete_webhook_endpoint", "It was deleted again.", lambda v1: v1.webhook_endpoints.delete(name)
            )

    def _step(
        self, step: str, text: str, call: Callable[[Any], Any]
    ) -> Generator[Finding, None, dict[str, Any] | None]:
        try:
            made = self._gateway.ask(step, call)
        except (StripeRefused, StripeUnreachable) as error:
            yield Finding(step, ok=False, text=_why(error, self._account))
            return None
        yield Finding(step, ok=True, text=text)
        return made


def _account_findings(account: dict[str, Any], *, live: bool) -> Iterator[Finding]:
    mode = "live: real money moves" if live else "test: no money moves"
    yield Finding("account", ok=True, text=f"Stripe takes the key. Account {account['id']}, {mode}.")
    capabilities = mapping(account.get("capabilities"))
    listed = ", ".join(f"{name} {state}" for name, state in sorted(capabilities.items())) or "none listed"
    yield Finding("capabilities", ok=True, text=f"Capabilities: {listed}.")
    if account.get("charges_enabled") is True:
        yield Finding("charges", ok=True, text="The account can be charged on.")
        return
    due = missing_in_words(mapping(account.get("requirements")).get("currently_due") or ())
    wanted = f" Stripe still needs: {'; '.join(due)}." if due else ""
    text = f"Stripe has not enabled charges.{wanted} Complete the account in Stripe's dashboard."
    yield Finding("charges", ok=False, text=text)


def _why(error: StripeRefused | StripeUnreachable, account: str | None) -> str:
    if isinstance(error, StripeKeyRefused):
        if error.permission:
            return f"The key may not do this. Give it the permission {error.permission} in Stripe's dashboard."
        return f"Stripe does not take the key. {_KEY_ADVICE}"
    if isinstance(error, StripeUnreachable):
        return (
            "Stripe gave no answer. Check that this machine reaches api.stripe.com, and STRIPE_API_BASE if it is set."
        )
    if account and error.reason == "account_invalid":
        return f"The key may not act for {account}. Check the id, and that the account is connected to this platform."
    return f"Stripe refused: {error.message}"
