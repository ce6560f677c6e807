"""Setting up with Stripe: accounts and their onboarding for a platform, webhooks and trials for an account's own key."""

from collections.abc import Callable, Iterator
from typing import Any

from services.billing.adapters.stripe_gateway import API_VERSION, StripeGateway
from services.billing.adapters.stripe_reading import mapping, read_account
from services.billing.domain.errors import StripeKeyRefused, StripeRefused
from services.billing.domain.stripe_event import SUBJECTS
from services.billing.domain.stripe_facts import AccountOrder, AccountState, WebhookEndpoint

_NOBODY = "pi_porchlight_tries_the_key"
_HEARD = [event for event in SUBJECTS if event != "account.application.deauthorized"]
_READ: dict[str, Callable[[Any], Any]] = {
    "Checkout Sessions: Write": lambda v1: v1.checkout.sessions.list({"limit": 1}),
    "PaymentIntents: Write": lambda v1: v1.payment_intents.list({"limit": 1}),
    "Charges and Refunds: Write": lambda v1: v1.charges.list({"limit": 1}),
    "Disputes: Read": lambda v1: v1.disputes.list({"limit": 1}),
    "Webhook Endpoints: Write": lambda v1: v1.webhook_endpoints.list({"limit": 1}),
}
"""What a key has to be allowed, as Stripe's dashboard calls it, and a question that changes nothing."""


class StripeSetup:
    """What is asked of Stripe when a business connects or leaves."""

    def __init__(self, gateway: StripeGateway) -> None:
        self._gateway = gateway

    def own_account(self) -> AccountState:
        """The account that the key belongs to."""
        return read_account(self._own())

    def create_account(self, order: AccountOrder) -> AccountState:
        """An account for the business to complete at Stripe: it pays the fees, and Stripe answers to it."""
        params: dict[str, Any] = {
            "controller": {
                "fees": {"payer": "account"},
                "losses": {"payments": "stripe"},
                "requirement_collection": "stripe",
                "stripe_dashboard": {"type": "full"},
            },
            "capabilities": {"card_payments": {"requested": True}, "transfers": {"requested": True}},
            "metadata": {"workspace_id": order.workspace},
        }
        if order.email:
            params["email"] = order.email
        if order.business_name:
            params["business_profile"] = {"name": order.business_name}
        options = {"idempotency_key": order.idempotency_key}
        return read_account(self._gateway.ask("create_account", lambda v1: v1.accounts.create(params, options)))

    def onboarding(self, account: str, *, refresh_url: str, return_url: str) -> str:
        """An address, good once and for some minutes, where the business completes its account. Never logged."""
        params = {
            "account": account,
            "type": "account_onboarding",
            "refresh_url": refresh_url,
            "return_url": return_url,
        }
        return str(self._gateway.ask("create_account_link", lambda v1: v1.account_links.create(params))["url"])

    def lacks(self) -> list[str]:
        """What the key is not allowed and would have to be, as Stripe's dashboard calls it; nothing is left behind."""
        missing = [name for name, question in _READ.items() if not self._may(question)]
        missing += [name for name, trial in self._trials() if name not in missing and not self._may(trial)]
        return missing

    def create_endpoint(self, url: str, workspace: str) -> WebhookEndpoint:
        """A webhook to `url` in the version that this release understands, with the secret it signs with."""
        params = {
            "url": url,
            "enabled_events": _HEARD,
            "api_version": API_VERSION,
            "description": "Porchlight",
            "metadata": {"workspace_id": workspace},
        }
        return _endpoint(self._gateway.ask("create_webhook_endpoint", lambda v1: v1.webhook_endpoints.create(params)))

    def endpoints(self) -> list[WebhookEndpoint]:
        """The account's webhooks: Stripe has at most sixteen."""
        found = self._gateway.ask("list_webhook_endpoints", lambda v1: v1.webhook_endpoints.list({"limit": 100}))
        return [_endpoint(one) for one in found["data"]]

    def delete_endpoint(self, endpoint_id: str) -> None:
        """No webhook goes there any more; nothing happens where there is none."""
        try:
            self._gateway.ask("delete_webhook_endpoint", lambda v1: v1.webhook_endpoints.delete(endpoint_id))
        except StripeRefused as refused:
            if refused.reason != "resource_missing":
                raise

    def _own(self) -> dict[str, Any]:
        return self._gateway.ask("retrieve_account", lambda v1: v1.accounts.retrieve_current())

    def _trials(self) -> Iterator[tuple[str, Callable[[Any], Any]]]:
        currency = self._own().get("default_currency") or "usd"
        price = {"currency": currency, "unit_amount": 10_000, "product_data": {"name": "Porchlight tries the key"}}
        session = {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "success_url": "https://example.com/?session_id={CHECKOUT_SESSION_ID}",
            "client_reference_id": "porchlight-tries-the-key",
            "payment_intent_data": {"metadata": {"porchlight": "tries-the-key"}},
        }

        def open_and_expire(v1: Any) -> Any:
            return v1.checkout.sessions.expire(v1.checkout.sessions.create(session).id)

        yield "Checkout Sessions: Write", open_and_expire
        # There is no such payment: a key that may give money back hears that, one that may not hears of the permission.
        yield "Charges and Refunds: Write", lambda v1: v1.refunds.create({"payment_intent": _NOBODY})

    def _may(self, call: Callable[[Any], Any]) -> bool:
        try:
            self._gateway.ask("try_key", call)
        except StripeKeyRefused:
            return False
        except StripeRefused:
            return True  # for another reason than what the key may do
        return True


def _endpoint(found: dict[str, Any]) -> WebhookEndpoint:
    workspace = mapping(found.get("metadata")).get("workspace_id")
    return WebhookEndpoint(found["id"], found["url"], workspace, found.get("secret"))
