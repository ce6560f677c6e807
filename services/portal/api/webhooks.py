"""Webhooks of others: taken in here, and handed on byte for byte, because they are signed."""

from fastapi import APIRouter, Request, Response

from services.portal.adapters import billing_client, notifications_client
from services.portal.api.gateway import as_it_is
from services.portal.pages.browser import own_url, visitor
from services.portal.pages.opened import services

router = APIRouter(include_in_schema=False)

_SIGNED_BY = (
    "stripe-signature",
    "x-twilio-signature",
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
    "content-type",
)


@router.post("/webhooks/stripe")
@router.post("/webhooks/stripe/{token}")
async def stripe(request: Request, token: str | None = None) -> Response:
    """Billing verifies the signature; its answer tells Stripe whether to try again."""
    content = await request.body()
    return as_it_is(
        await billing_client.webhook(services(request).billing, visitor(request), content, _headers(request), token)
    )


@router.post("/webhooks/twilio")
async def twilio(request: Request) -> Response:
    """Notifications verifies the signature, which is over the address that was called, too."""
    query = f"?{request.url.query}" if request.url.query else ""
    url = f"{own_url(request)}{request.url.path}{query}"
    client, content = services(request).notifications, await request.body()
    return as_it_is(
        await notifications_client.twilio_webhook(client, visitor(request), url, content, _headers(request))
    )


@router.post("/webhooks/mail")
async def mail(request: Request) -> Response:
    """Notifications verifies the signature; its answer tells the mail provider whether to try again."""
    client, content = services(request).notifications, await request.body()
    return as_it_is(await notifications_client.mail_webhook(client, visitor(request), content, _headers(request)))


def _headers(request: Request) -> dict[str, str]:
    return {name: request.headers[name] for name in _SIGNED_BY if name in request.headers}
