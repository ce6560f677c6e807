"""Stripe: the only module that knows its SDK. Plain values and our own errors leave it, nothing else."""

import ipaddress
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

import httpx
import stripe
import structlog

from services.billing.adapters.stripe_reading import (
    charge_of,
    is_payment,
    mapping,
    params_of,
    read_account,
    read_charge,
    read_dispute,
    read_event,
    read_intent,
    read_refund,
    read_session,
)
from services.billing.domain.errors import (
    BadWebhook,
    StripeAccountGone,
    StripeFaulted,
    StripeKeyRefused,
    StripeRefused,
    StripeUnreachable,
)
from services.billing.domain.stripe_facts import (
    AccountLists,
    AccountState,
    CheckoutSession,
    DisputeState,
    RefundOrder,
    RefundState,
    SessionOrder,
    WebhookEvent,
)

API_VERSION = "2026-10-28.endive"
"""Pinned, together with the SDK: what a newer one means by the same names is for an upgrade to find out."""
_RETRIES = 2
_TIMEOUT = httpx.Timeout(10, connect=5)
_PERMISSION = re.compile(r"rak_\w+")

# Otherwise the SDK reports timings to Stripe and keeps an id of this machine in the home folder.
stripe.enable_telemetry = False
log = structlog.get_logger()
T = TypeVar("T", bound=stripe.StripeObject)


class _Http(stripe.HTTPClient):
    """Carries the SDK's requests over one pool for all threads; `trust_env` takes a proxy from the environment."""

    name = "httpx"

    def __init__(self, *, trust_env: bool) -> None:
        super().__init__()
        self._pool = httpx.Client(timeout=_TIMEOUT, trust_env=trust_env)

    def request(self, method: str, url: str, headers: Any, post_data: Any = None, **_: Any) -> Any:
        try:
            answer = self._pool.request(method, url, headers=headers, content=post_data)
        except httpx.TransportError as error:
            failure = stripe.APIConnectionError(type(error).__name__, should_retry=True)  # type: ignore[no-untyped-call]
            raise failure from error
        return answer.content, answer.status_code, answer.headers

    def close(self) -> None:
        self._pool.close()


class Gateways:
    """The connections to one address of Stripe, shared by however many keys: those of the workspaces, and the platform's."""

    def __init__(self, api_base: str | None = None) -> None:
        self._trust_env = api_base is None or not _is_loopback(api_base)
        # Every base, so that nothing goes to the real Stripe that was meant for another one.
        self.bases = dict.fromkeys(("api", "connect", "files", "meter_events"), api_base) if api_base else {}

    @cached_property
    def http(self) -> _Http:
        """The connections themselves; there are none until somebody asks Stripe something."""
        return _Http(trust_env=self._trust_env)

    def own(self, key: str) -> "StripeGateway":
        """Stripe, as the holder of an account's own key."""
        return StripeGateway(key, pool=self, own=True)


class StripeGateway:
    """Stripe's API for one key; thread-safe, and opens no connection until used.

    A platform's key names the account of each call; one that is an account's `own` needs to name none.
    """

    def __init__(
        self, key: str, api_base: str | None = None, *, pool: Gateways | None = None, own: bool = False
    ) -> None:
        self.livemode = "_live_" in key
        self._own = own
        self._pool = pool or Gateways(api_base)
        self._client = stripe.StripeClient(
            key,
            stripe_version=API_VERSION,
            base_addresses=self._pool.bases,  # type: ignore[arg-type]  # a TypedDict that cannot be spelled conditionally
            max_network_retries=_RETRIES,
            http_client=self._pool.http,
        )

    def ask(self, operation: str, call: Callable[[Any], Any]) -> dict[str, Any]:
        """What Stripe answers to `call`, which is given version 1 of its API; raises our own errors."""
        answer = _called(operation, lambda: call(self._client.v1))
        found: dict[str, Any] = answer.to_dict()
        return found

    def on(self, account: str, **options: str) -> Any:
        """The options of a call for `account`."""
        return options if self._own else options | {"stripe_account": account}

    def account(self, account: str) -> AccountState:
        if self._own:
            return read_account(self.ask("retrieve_account", lambda v1: v1.accounts.retrieve_current()))
        return read_account(self.ask("retrieve_account", lambda v1: v1.accounts.retrieve(account)))

    def create_session(self, order: SessionOrder) -> CheckoutSession:
        options = self.on(order.account, idempotency_key=order.idempotency_key)
        if order.card:
            made = self.ask("create_payment", lambda v1: v1.payment_intents.create(charge_of(order), options))
            return read_intent(made, order.expires_at)
        made = self.ask("create_session", lambda v1: v1.checkout.sessions.create(params_of(order), options))
        return read_session(made)

    def session(self, account: str, session_id: str) -> CheckoutSession:
        expand = {"expand": ["payment_intent.latest_charge"]}
        options = self.on(account)
        if is_payment(session_id):
            charge = {"expand": ["latest_charge"]}
            return read_intent(
                self.ask("retrieve_payment", lambda v1: v1.payment_intents.retrieve(session_id, charge, options))
            )
        found = self.ask("retrieve_session", lambda v1: v1.checkout.sessions.retrieve(session_id, expand, options))
        return read_session(found)

    def expire_session(self, account: str, session_id: str) -> None:
        # No key of our own: expiring twice is expiring once, and a stored failure would be repeated for a day.
        options = self.on(account)
        if is_payment(session_id):
            self.ask("cancel_payment", lambda v1: v1.payment_intents.cancel(session_id, options=options))
            return
        self.ask("expire_session", lambda v1: v1.checkout.sessions.expire(session_id, options=options))

    def confirm_payment(self, account: str, payment_id: str, idempotency_key: str) -> None:
        options = self.on(account, idempotency_key=idempotency_key)
        away = {"off_session": True}
        self.ask("confirm_payment", lambda v1: v1.payment_intents.confirm(payment_id, away, options))

    def forget_card(self, account: str, method: str) -> None:
        options = self.on(account)
        self.ask("detach_card", lambda v1: v1.payment_methods.detach(method, options=options))

    def refund(self, account: str, order: RefundOrder) -> RefundState:
        options = self.on(account, idempotency_key=order.idempotency_key)
        params: Any = {"payment_intent": order.payment_intent, "metadata": {"refund_id": order.reference}}
        if order.amount is not None:
            params["amount"] = order.amount
        params["reason"] = "duplicate" if order.duplicate else "requested_by_customer"
        return read_refund(self.ask("create_refund", lambda v1: v1.refunds.create(params, options)))

    def refunds(self, account: str, payment_intent: str) -> tuple[RefundState, ...]:
        params, options = {"payment_intent": payment_intent, "limit": 100}, self.on(account)
        found = self.ask("list_refunds", lambda v1: v1.refunds.list(params, options))
        return tuple(read_refund(refund) for refund in found["data"])

    def disputes(self, account: str, payment_intent: str) -> tuple[DisputeState, ...]:
        params, options = {"payment_intent": payment_intent, "limit": 100}, self.on(account)
        found = self.ask("list_disputes", lambda v1: v1.disputes.list(params, options))
        return tuple(read_dispute(dispute) for dispute in found["data"])

    def lists(self, account: str, charges_since: datetime, reversals_since: datetime) -> AccountLists:
        options, v1 = self.on(account), self._client.v1
        charges = _all("list_charges", lambda: v1.charges.list(_since(charges_since), options))
        refunds = _all("list_refunds", lambda: v1.refunds.list(_since(reversals_since), options))
        disputes = _all("list_disputes", lambda: v1.disputes.list(_since(reversals_since), options))
        return AccountLists(
            charges=tuple(read_charge(one) for one in charges if one["paid"] and one.get("payment_intent")),
            refunds=tuple((one["payment_intent"], read_refund(one)) for one in refunds if one.get("payment_intent")),
            disputes=tuple((one["payment_intent"], read_dispute(one)) for one in disputes if one.get("payment_intent")),
        )

    def close(self) -> None:
        self._pool.http.close()


def verify_webhook(body: bytes, signature: str | None, secrets: Iterable[str]) -> WebhookEvent:
    """The event in `body`, which must be just as it came; raises `BadWebhook` unless one of `secrets` signed it."""
    for secret in secrets:
        try:
            event = stripe.Webhook.construct_event(body, signature, secret, api_key="none")
        except stripe.SignatureVerificationError:
            continue
        except (ValueError, AttributeError) as error:
            # Not UTF-8, not JSON, no object, or a thin event, which another kind of endpoint would take.
            raise BadWebhook("This is not a snapshot event of Stripe. Check the endpoint's settings there.") from error
        return read_event(event.to_dict())
    raise BadWebhook("The signature is missing, too old, or not made with a secret that STRIPE_WEBHOOK_SECRET lists.")


def _since(moment: datetime) -> Any:
    return {"created": {"gte": int(moment.timestamp())}, "limit": 100}


def _all(operation: str, call: Callable[[], Any]) -> list[dict[str, Any]]:
    """Every object of a list, whatever the number of its pages."""
    try:
        return [found.to_dict() for found in call().auto_paging_iter()]
    except stripe.StripeError as error:
        _raise_ours(operation, error)


def _called(operation: str, call: Callable[[], T]) -> T:
    try:
        answer = call()
    except stripe.StripeError as error:
        _raise_ours(operation, error)
    log.info("stripe_called", operation=operation, request_id=getattr(answer.last_response, "request_id", None))
    return answer


def _raise_ours(operation: str, error: stripe.StripeError) -> NoReturn:
    # Not error.code: the SDK fills that for some kinds of error only, a missing permission not among them.
    detail = mapping(mapping(error.json_body).get("error"))
    status, code = error.http_status, str(detail.get("code") or "")
    keys = {"operation": operation, "status": status, "code": code, "request_id": error.request_id}
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN} and code != "account_invalid":
        log.error("stripe_key_refused", **keys)
        raise StripeKeyRefused(
            "Payments cannot be taken at the moment. Try again later.", permission=_permission(error)
        ) from error
    log.warning("stripe_call_failed", **keys)
    if status is None or status in {HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}:
        raise StripeUnreachable(
            "The payment service does not answer. Nothing was charged; try again in a minute."
        ) from error
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise StripeFaulted("The payment service failed. Nothing was charged; try again in a minute.") from error
    if status == HTTPStatus.FORBIDDEN:
        raise StripeAccountGone("Stripe does not let us act for this account.", reason=code) from error
    param = str(detail.get("param") or "")
    raise StripeRefused(error.user_message or "Stripe refused.", reason=code, param=param) from error


def _permission(error: stripe.StripeError) -> str | None:
    """The permission that a restricted key lacks, by Stripe's name: it stands in the sentence and nowhere else."""
    named = _PERMISSION.search(str(mapping(mapping(error.json_body).get("error")).get("message") or ""))
    return named[0] if named else None


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
