"""Webhooks of Stripe: verified, kept, answered; acted on afterwards."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request

from services.billing.adapters.stripe_gateway import verify_webhook
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
