"""Webhooks of Stripe: verified, kept, answered; acted on afterwards."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request

from services.billing.adapters.stripe_gateway import verify_webhook
from services.billing.domain.errors import BadWebhook, WebhookUnknown
from services.billing.queries.stripe_keys import key_of_webhook
from services.billing.usecases.receive_stripe_event import receive_stripe_event
from shared.clock import utc_now
from shared.errors import Unavailable
from shared.service import Context
from shared.web.unit_of_work import UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute)


async def raw_body(request: Request) -> bytes:
    """The bytes as they came: the signature is over these, not over what they mean."""
    return await request.body()


@router.post("/webhooks/stripe", include_in_schema=False)
def take_stripe_webhook(
    body: Annotated[bytes, Depends(raw_body)],
    session: Writing,
    request: Request,
    stripe_signature: Annotated[str | None, Header()] = None,
) -> dict[str, bool]:
    """2xx once it is kept, or known to be none of our business. Anything else, and Stripe sends it again."""
    context: Context = request.app.state.context
    secrets = [secret.get_secret_value() for secret in context.settings.stripe_webhook_secrets]
    if not secrets:
        raise Unavailable("Webhooks of Stripe are not set up here. The operator sets STRIPE_WEBHOOK_SECRET to do so.")
    event = verify_webhook(body, stripe_signature, secrets)
    receive_stripe_event(session, event=event, livemode=context.adapters.stripe.livemode, now=utc_now())
    return {"received": True}


@router.post("/webhooks/stripe/{token}", include_in_schema=False)
def take_own_webhook(
    token: str,
    body: Annotated[bytes, Depends(raw_body)],
    session: Writing,
    request: Request,
    stripe_signature: Annotated[str | None, Header()] = None,
) -> dict[str, bool]:
    """As above, for an account whose key a workspace has given itself: whose it is follows from the address alone."""
    vault = request.app.state.context.adapters.vault
    key = key_of_webhook(session, token)
    if key is None:
        raise WebhookUnknown("No webhook of Stripe is expected at this address. Remove it in Stripe's dashboard.")
    event = verify_webhook(body, stripe_signature, [vault.open(one, about=key.about) for one in key.sealed_secrets])
    if event.account not in {None, key.stripe_account_id}:
        raise BadWebhook("This event is about another account than the one whose webhook this is.")
    named = replace(event, account=key.stripe_account_id)
    receive_stripe_event(session, event=named, livemode=key.livemode, now=utc_now())
    return {"received": True}
