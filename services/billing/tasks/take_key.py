"""Try a business's own key of Stripe, and have Stripe tell of what happens on its account."""

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from services.billing.adapters.stripe_setup import StripeSetup
from services.billing.domain.errors import (
    StripeConnected,
    StripeKeyNotGood,
    StripeKeyRefused,
    StripeNotConfigured,
    StripeRefused,
    StripeUnreachable,
)
from services.billing.domain.stripe_facts import AccountState, WebhookEndpoint
from services.billing.domain.stripe_key import StripeKey
from services.billing.queries.stripe_accounts import account_of, owner_of
from services.billing.queries.stripe_keys import key_of
from services.billing.usecases.keep_stripe_key import keep_stripe_key
from shared.clock import utc_now
from shared.service import Context

_KEY = re.compile(r"rk_(test|live)_\w+")
_KINDS = {
    "pk_": "This is a publishable key, which cannot take payments. Make a restricted key in Stripe, under Developers.",
    "sk_": "This is a secret key, which may do everything. Make a restricted key in Stripe, with the rights named here.",
}
_NO_KEY = "This is not a restricted key of Stripe. It begins with rk_live_ or rk_test_; copy all of it."


@dataclass(frozen=True, slots=True)
class Taken:
    """A key that is good, with the webhook that was made by it, if one was."""

    workspace_id: UUID
    state: AccountState
    secret_key: str
    webhook_token: str
    endpoint: WebhookEndpoint | None


def take_key(context: Context, workspace_id: UUID, secret_key: str) -> None:
    """The workspace is paid by it from now on; raises `StripeKeyNotGood` that says what is wrong, and changes nothing.

    A key in place of another of the same account keeps the webhook there is, so that no event is lost between them.
    """
    if not context.adapters.vault.can_seal or not context.settings.public_url:
        raise StripeNotConfigured(
            "Keys cannot be kept here. The operator sets STRIPE_KEYS_SECRET and PORCHLIGHT_PUBLIC_URL to do so."
        )
    if not _KEY.fullmatch(secret_key):
        raise StripeKeyNotGood(_KINDS.get(secret_key[:3], _NO_KEY), field="key")
    setup = StripeSetup(context.adapters.own(secret_key))
    state = _tried(setup)
    with context.database.read() as session:
        known, owner = key_of(session, workspace_id, state.id), owner_of(session, state.id)
    if owner not in {None, workspace_id}:
        raise StripeKeyNotGood("This Stripe account is connected to another workspace.", field="key")
    token = known.webhook_token if known else secrets.token_urlsafe(24)
    endpoint = _listen(context, setup, workspace_id, known, token)
    _keep(context, Taken(workspace_id, state, secret_key, token, endpoint))


def renew_webhook(context: Context, workspace_id: UUID) -> None:
    """Another endpoint with another secret; the one before is removed once the new one is kept, so that none is missed."""
    vault = context.adapters.vault
    with context.database.read() as session:
        account = account_of(session, workspace_id)
        key = key_of(session, workspace_id, account.stripe_account_id) if account else None
    if key is None or key.sealed is None or account is None:
        raise StripeConnected("There is no key of your own here whose webhook could be replaced.")
    secret_key = vault.open(key.sealed, about=key.about)
    setup = StripeSetup(context.adapters.own(secret_key))
    endpoint = setup.create_endpoint(_address(context, key.webhook_token), str(workspace_id))
    state = setup.own_account()
    _keep(context, Taken(workspace_id, state, secret_key, key.webhook_token, endpoint))
    if key.endpoint_id:
        setup.delete_endpoint(key.endpoint_id)


def _tried(setup: StripeSetup) -> AccountState:
    try:
        state, lacking = setup.own_account(), setup.lacks()
    except StripeKeyRefused as refused:
        named = f" It lacks {refused.permission}." if refused.permission else ""
        raise StripeKeyNotGood(
            f"Stripe does not take this key, or does not let it see its account.{named}", field="key"
        ) from None
    if lacking:
        listed = "; ".join(lacking)
        raise StripeKeyNotGood(f"The key may do too little. Give it these rights in Stripe: {listed}.", field="key")
    return state


def _listen(
    context: Context, setup: StripeSetup, workspace_id: UUID, known: StripeKey | None, token: str
) -> WebhookEndpoint | None:
    """A new endpoint, or None where the one before is still there; what a crash has left behind is removed."""
    address, here = _address(context, token), str(context.settings.public_url)
    try:
        there = setup.endpoints()
        for one in there:
            kept = known is not None and one.id == known.endpoint_id
            if one.workspace == str(workspace_id) and one.url.startswith(here) and not kept:
                setup.delete_endpoint(one.id)
        if known is not None and any(one.id == known.endpoint_id and one.url == address for one in there):
            return None
        return setup.create_endpoint(address, str(workspace_id))
    except StripeRefused as refused:
        raise StripeKeyNotGood(
            f"Stripe cannot send webhooks to {here}: {refused.message} It has to be reachable from the internet.",
            field="key",
        ) from None


def _keep(context: Context, taken: Taken) -> None:
    try:
        with context.database.begin() as session:
            keep_stripe_key(
                session,
                workspace_id=taken.workspace_id,
                state=taken.state,
                secret_key=taken.secret_key,
                webhook_token=taken.webhook_token,
                endpoint=taken.endpoint,
                vault=context.adapters.vault,
                now=utc_now(),
            )
    except Exception:
        if taken.endpoint is not None:
            with suppress(StripeRefused, StripeUnreachable):
                StripeSetup(context.adapters.own(taken.secret_key)).delete_endpoint(taken.endpoint.id)
        raise


def _address(context: Context, token: str) -> str:
    return f"{context.settings.public_url}/webhooks/stripe/{token}"
