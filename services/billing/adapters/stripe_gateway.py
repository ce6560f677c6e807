"""Stripe: the only module that knows its SDK. Plain values and our own errors leave it, nothing else."""

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

import httpx
import stripe
import structlog

from services.billing.domain.errors import (
    BadWebhook,
    StripeAccountGone,
    StripeFaulted,
    StripeRefused,
    StripeUnreachable,
)
from services.billing.domain.stripe_facts import (
    AccountLists,
    AccountState,
    ChargeState,
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

# Otherwise the SDK reports timings to Stripe and keeps an id of this machine in the home folder.
stripe.enable_telemetry = False
log = structlog.get_logger()
T = TypeVar("T", bound=stripe.StripeObject)


class StripeGateway:
    """Stripe's API for one platform key; thread-safe, and opens no connection until used."""

    def __init__(self, key: str, api_base: str | None = None) -> None:
        self.livemode = "_live_" in key
        self._http = _Http(trust_env=api_base is None or not _is_loopback(api_base))
        # Every base, so that nothing goes to the real Stripe that was meant for another one.
        bases = {"api": api_base, "connect": api_base, "files": api_base, "meter_events": api_base} if api_base else {}
        self._client = stripe.StripeClient(
            key,
            stripe_version=API_VERSION,
            base_addresses=bases,  # type: ignore[arg-type]  # a TypedDict that cannot be spelled conditionally
            max_network_retries=_RETRIES,
            http_client=self._http,
        )

    def account(self, account: str) -> AccountState:
        found = _called("retrieve_account", lambda: self._client.v1.accounts.retrieve(account))
        return AccountState(found.id, charges_enabled=found.charges_enabled is True)

    def create_session(self, order: SessionOrder) -> CheckoutSession:
        # Payment methods are left out on purpose: they are those of the account's own settings.
        params: dict[str, Any] = {
            "mode": "payment",
            "line_items": _lines(order),
            "success_url": order.success_url,
            "cancel_url": order.cancel_url,
            "client_reference_id": order.reference,
            "metadata": dict(order.metadata),
            "payment_intent_data": {"metadata": dict(order.metadata)},
            "expires_at": int(order.expires_at.timestamp()),
        }
        if order.customer_email:
            params["customer_email"] = order.customer_email
        options = {"stripe_account": order.account, "idempotency_key": order.idempotency_key}
        sessions = self._client.v1.checkout.sessions
        return _session(_called("create_session", lambda: sessions.create(params, options)))  # type: ignore[arg-type]

    def session(self, account: str, session_id: str) -> CheckoutSession:
        sessions = self._client.v1.checkout.sessions
        expand = {"expand": ["payment_intent.latest_charge"]}
        found = _called(
            "retrieve_session",
            lambda: sessions.retrieve(session_id, expand, {"stripe_account": account}),  # type: ignore[arg-type]
        )
        return _session(found)

    def expire_session(self, account: str, session_id: str) -> None:
        # No key of our own: expiring twice is expiring once, and a stored failure would be repeated for a day.
        sessions = self._client.v1.checkout.sessions
        _called("expire_session", lambda: sessions.expire(session_id, options={"stripe_account": account}))

    def refund(self, account: str, order: RefundOrder) -> RefundState:
        options: Any = {"stripe_account": account, "idempotency_key": order.idempotency_key}
        params: Any = {"payment_intent": order.payment_intent, "metadata": {"refund_id": order.reference}}
        if order.amount is not None:
            params["amount"] = order.amount
        params["reason"] = "duplicate" if order.duplicate else "requested_by_customer"
        made = _called("create_refund", lambda: self._client.v1.refunds.create(params, options))
        return _refund(made.to_dict())

    def refunds(self, account: str, payment_intent: str) -> tuple[RefundState, ...]:
        params: Any = {"payment_intent": payment_intent, "limit": 100}
        options: Any = {"stripe_account": account}
        made = _called("list_refunds", lambda: self._client.v1.refunds.list(params, options))
        return tuple(_refund(refund.to_dict()) for refund in made.data)

    def disputes(self, account: str, payment_intent: str) -> tuple[DisputeState, ...]:
        params: Any = {"payment_intent": payment_intent, "limit": 100}
        options: Any = {"stripe_account": account}
        made = _called("list_disputes", lambda: self._client.v1.disputes.list(params, options))
        return tuple(_dispute(dispute.to_dict()) for dispute in made.data)

    def lists(self, account: str, charges_since: datetime, reversals_since: datetime) -> AccountLists:
        options: Any = {"stripe_account": account}
        v1 = self._client.v1
        charges = _all("list_charges", lambda: v1.charges.list(_since(charges_since), options))
        refunds = _all("list_refunds", lambda: v1.refunds.list(_since(reversals_since), options))
        disputes = _all("list_disputes", lambda: v1.disputes.list(_since(reversals_since), options))
        return AccountLists(
            charges=tuple(_charge(one) for one in charges if one["paid"] and one.get("payment_intent")),
            refunds=tuple((one["payment_intent"], _refund(one)) for one in refunds if one.get("payment_intent")),
            disputes=tuple((one["payment_intent"], _dispute(one)) for one in disputes if one.get("payment_intent")),
        )

    def close(self) -> None:
        self._http.close()


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
        return _event(event.to_dict())
    raise BadWebhook("The signature is missing, too old, or not made with a secret that STRIPE_WEBHOOK_SECRET lists.")


def _event(event: dict[str, Any]) -> WebhookEvent:
    # A good signature says who sent it, not that every field is there.
    subject = _mapping(_mapping(event.get("data")).get("object"))
    return WebhookEvent(
        id=str(event.get("id", "")),
        type=str(event.get("type", "")),
        livemode=event.get("livemode") is True,
        account=event.get("account"),
        object_id=subject.get("id"),
        reference=subject.get("client_reference_id") or _mapping(subject.get("metadata")).get("payment_id"),
        payment_intent=subject.get("id" if subject.get("object") == "payment_intent" else "payment_intent"),
    )


def _lines(order: SessionOrder) -> list[dict[str, Any]]:
    priced = [(order.title, order.amount), ("Tip", order.tip)]
    return [
        {
            "quantity": 1,
            "price_data": {
                "currency": order.currency.lower(),
                "unit_amount": amount,
                "product_data": {"name": name},
            },
        }
        for name, amount in priced
        if amount
    ]


def _session(found: stripe.checkout.Session) -> CheckoutSession:
    session = found.to_dict()
    intent = _mapping(session.get("payment_intent"))
    charge = _mapping(intent.get("latest_charge"))
    return CheckoutSession(
        id=session["id"],
        url=session.get("url"),
        status=session["status"],
        payment_status=session["payment_status"],
        amount_total=session["amount_total"],
        currency=session["currency"],
        reference=session.get("client_reference_id"),
        metadata=session.get("metadata") or {},
        expires_at=datetime.fromtimestamp(session["expires_at"], UTC),
        payment_intent=intent.get("id") or session.get("payment_intent"),
        payment_method=_mapping(charge.get("payment_method_details")).get("type"),
        failure=_failure(intent),
        given_back=bool(charge.get("amount_refunded")),
        disputed=charge.get("disputed") is True,
    )


def _failure(intent: Mapping[str, Any]) -> str | None:
    if intent.get("status") not in {"requires_payment_method", "canceled"}:
        return None
    return str(_mapping(intent.get("last_payment_error")).get("message") or "The payment did not go through.")


def _refund(refund: Mapping[str, Any]) -> RefundState:
    reference = _mapping(refund.get("metadata")).get("refund_id")
    return RefundState(refund["id"], refund["amount"], refund["status"], reference)


def _dispute(dispute: Mapping[str, Any]) -> DisputeState:
    return DisputeState(dispute["id"], dispute["amount"], dispute["status"], dispute["reason"])


def _charge(charge: Mapping[str, Any]) -> ChargeState:
    ours = _mapping(charge.get("metadata"))
    return ChargeState(
        payment_intent=charge["payment_intent"],
        amount=charge["amount"],
        currency=charge["currency"],
        created=datetime.fromtimestamp(charge["created"], UTC),
        reference=ours.get("payment_id"),
        workspace=ours.get("workspace_id"),
    )


def _since(moment: datetime) -> Any:
    return {"created": {"gte": int(moment.timestamp())}, "limit": 100}


def _all(operation: str, call: Callable[[], Any]) -> list[dict[str, Any]]:
    """Every object of a list, whatever the number of its pages."""
    try:
        return [found.to_dict() for found in call().auto_paging_iter()]
    except stripe.StripeError as error:
        _raise_ours(operation, error)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _called(operation: str, call: Callable[[], T]) -> T:
    try:
        answer = call()
    except stripe.StripeError as error:
        _raise_ours(operation, error)
    log.info("stripe_called", operation=operation, request_id=getattr(answer.last_response, "request_id", None))
    return answer


def _raise_ours(operation: str, error: stripe.StripeError) -> NoReturn:
    # Not error.code: the SDK fills that for some kinds of error only, a missing permission not among them.
    detail = _mapping(_mapping(error.json_body).get("error"))
    status, code = error.http_status, str(detail.get("code") or "")
    keys = {"operation": operation, "status": status, "code": code, "request_id": error.request_id}
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN} and code != "account_invalid":
        log.error("stripe_key_refused", **keys)
        raise StripeUnreachable("Payments cannot be taken at the moment. Try again later.") from error
    log.warning("stripe_call_failed", **keys)
    if status is None or status in {HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}:
        raise StripeUnreachable("The payment service does not answer. Nothing was charged; try again.") from error
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise StripeFaulted("The payment service failed. Nothing was charged; try again.") from error
    if status == HTTPStatus.FORBIDDEN:
        raise StripeAccountGone("Stripe does not let us act for this account.", reason=code) from error
    param = str(detail.get("param") or "")
    raise StripeRefused(error.user_message or "Stripe refused.", reason=code, param=param) from error


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


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
