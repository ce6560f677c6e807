"""The gateway: what the portal does not answer itself goes to the service that does, and its answer comes back as it is."""

from datetime import datetime

import httpx
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from services.portal.adapters.checkout import open_checkout
from services.portal.adapters.quotes_client import UPLOAD_DEADLINE
from services.portal.adapters.service_client import ServiceClient
from services.portal.api.identity import member
from services.portal.pages.browser import own_url, visitor
from services.portal.pages.opened import services
from shared.errors import NotFound
from shared.links import is_signed, purpose_of
from shared.web.caller import Caller

# What is handed on is documented by the service that answers it; what the gateway makes of several, here.
router = APIRouter(prefix="/api/v1")

ROUTES = {
    "customers": "quotes",
    "estimates": "quotes",
    "jobs": "quotes",
    "leads": "quotes",
    "invoices": "billing",
    "settings/billing": "billing",
    "settings/notifications": "notifications",
    "settings/templates": "notifications",
    "inbox": "notifications",
    "deliveries": "notifications",
    "suppressions": "notifications",
    "referrals": "referrals",
    "reviews": "referrals",
    "rewards": "referrals",
}
"""The service that answers each first part of a path."""
_LINKS = {"payment": "billing", "review": "referrals"}
"""The service that knows the links of a purpose; quotes knows all others."""
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
_TO_SERVICE = ("accept", "accept-language", "content-type", "idempotency-key", "if-match", "if-none-match")
_TO_CALLER = (
    "cache-control",
    "content-type",
    "content-disposition",
    "etag",
    "idempotent-replayed",
    "last-modified",
    "location",
    "retry-after",
)
# Checkouts make billing ask Stripe, and the inbox may be asked to wait.
_DEADLINES = {"billing": 20.0, "notifications": 30.0}


class Choice(BaseModel):
    """Where the business offers it: a part of what is due, in minor units, and a tip on top."""

    model_config = ConfigDict(extra="forbid")

    amount: int | None = None
    tip: int | None = None


class HostedCheckout(BaseModel):
    """The hosted page that takes the money, and until when it does."""

    checkout_url: str
    expires_at: datetime


@router.post(
    "/public/links/{token}/checkout",
    status_code=201,
    tags=["links"],
    responses={201: {"model": HostedCheckout}},
    response_class=JSONResponse,
)
async def checkout(request: Request, token: str, choice: Choice | None = None) -> Response:
    """Opens a hosted checkout for what the link opens; it leads back to the link's payment page."""
    base = f"{own_url(request)}/{'l' if is_signed(token) else 'quote'}/{token}"
    opened = await open_checkout(
        services(request),
        token=token,
        visitor=visitor(request),
        return_url=f"{base}/payment",
        choice=choice.model_dump(exclude_none=True) if choice else None,
    )
    return JSONResponse(opened, 201)


@router.api_route("/public/links/{token}", methods=_METHODS, include_in_schema=False)
@router.api_route("/public/links/{token}/{_part:path}", methods=_METHODS, include_in_schema=False)
async def link(request: Request, token: str) -> Response:
    """What anybody may do who has a link."""
    name = _LINKS.get(purpose_of(token) or "", "quotes")
    return await _hand_on(request, services(request).named(name), visitor(request))


@router.api_route("/public/documents/{_part:path}", methods=_METHODS, include_in_schema=False)
async def document(request: Request) -> Response:
    """What anybody may ask about a sealed document."""
    return await _hand_on(request, services(request).quotes, visitor(request))


@router.api_route("/{path:path}", methods=_METHODS, include_in_schema=False)
async def office(request: Request, path: str) -> Response:
    """What the office may do, and programs with a key as far as its scopes go."""
    name = _service_of(path)
    return await _hand_on(request, services(request).named(name), await member(request))


def _service_of(path: str) -> str:
    first, _, rest = path.partition("/")
    for prefix in (f"{first}/{rest.partition('/')[0]}", first):
        if prefix in ROUTES:
            return ROUTES[prefix]
    raise NotFound("There is no such part of the API. /api/v1/openapi.json lists what there is.")


async def _hand_on(request: Request, service: ServiceClient, caller: Caller) -> Response:
    raw: bytes = request.scope["raw_path"]
    path = raw.decode("latin-1").partition("?")[0].partition("/api/v1")[2]
    answer = await service.send(
        request.method,
        path,
        caller,
        query=request.scope["query_string"],
        content=await request.body(),
        headers={name: request.headers[name] for name in _TO_SERVICE if name in request.headers},
        deadline=_deadline(request, service),
    )
    return as_it_is(answer)


def _deadline(request: Request, service: ServiceClient) -> float:
    brings_a_file = request.headers.get("content-type", "").startswith("multipart/")
    return UPLOAD_DEADLINE if brings_a_file else _DEADLINES.get(service.name, 5.0)


def as_it_is(answer: httpx.Response) -> Response:
    """A service's answer: status, body, and the headers that speak of them."""
    headers = {name: answer.headers[name] for name in _TO_CALLER if name in answer.headers}
    return Response(answer.content, answer.status_code, headers)
