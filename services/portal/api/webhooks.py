"""Webhooks of others: taken in here, and handed on byte for byte, because they are signed."""

from fastapi import APIRouter, Request, Response

from services.portal.adapters import billing_client
from services.portal.api.gateway import as_it_is
from services.portal.pages.browser import visitor
from services.portal.pages.opened import services

router = APIRouter(include_in_schema=False)

_HEADERS = ("stripe-signature", "content-type")


@router.post("/webhooks/stripe")
async def stripe(request: Request) -> Response:
    """Billing verifies the signature; its answer tells Stripe whether to try again."""
    headers = {name: request.headers[name] for name in _HEADERS if name in request.headers}
    content = await request.body()
    return as_it_is(await billing_client.webhook(services(request).billing, visitor(request), content, headers))
