"""What the gateway asks of billing."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx

from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller

# Longer than the others: billing asks Stripe in its turn.
_PATIENCE = 20.0


async def payment_link(billing: ServiceClient, token: str, caller: Caller) -> dict[str, Any]:
    """The workspace and invoice that a payment link opens."""
    found: dict[str, Any] = await billing.call("GET", f"/public/links/{quote(token, safe='')}", caller)
    return found


async def renew(billing: ServiceClient, token: str, caller: Caller) -> None:
    """Has a fresh link sent to the address on file."""
    await billing.call("POST", f"/public/links/{quote(token, safe='')}/renew", caller)


async def invoice(billing: ServiceClient, link: Caller) -> dict[str, Any]:
    """The invoice that `link` opens, or the deposit invoice of the estimate it opens."""
    found: dict[str, Any] = await billing.call("GET", "/public/invoice", link)
    return found


async def paper(billing: ServiceClient, link: Caller, kind: str, language: str) -> httpx.Response:
    """The invoice that `link` opens, or its receipt, as a PDF; in `language`, or that of the customer."""
    query = {"kind": kind, "language": language or None}
    return await billing.fetch("GET", "/public/invoice/pdf", link, query=query)


async def open_checkout(
    billing: ServiceClient, link: Caller, return_url: str, choice: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """A hosted checkout that leads back to `return_url`; of all that is due, or what `choice` has chosen."""
    asked = {"return_url": return_url, **(choice or {})}
    opened: dict[str, Any] = await billing.call("POST", "/public/checkout", link, json=asked, deadline=_PATIENCE)
    return opened


async def choose_about_card(billing: ServiceClient, link: Caller, choice: str) -> None:
    """Has the customer's saved card be charged by itself, or no more, or be removed."""
    await billing.call("POST", "/public/card", link, json={"choice": choice})


async def refresh_checkout(billing: ServiceClient, link: Caller, session_id: str) -> dict[str, Any]:
    """The invoice, once Stripe has been asked how the checkout went."""
    found: dict[str, Any] = await billing.call(
        "POST", "/public/checkout/refresh", link, json={"session_id": session_id}, deadline=_PATIENCE
    )
    return found


async def invoices(billing: ServiceClient, staff: Caller, *, estimate_id: str) -> list[dict[str, Any]]:
    """The invoices of an estimate."""
    found = await billing.call("GET", "/invoices", staff, query={"estimate_id": estimate_id})
    items: list[dict[str, Any]] = found["items"]
    return items


async def webhook(
    billing: ServiceClient, caller: Caller, content: bytes, headers: dict[str, str], token: str | None = None
) -> httpx.Response:
    """Hands on what Stripe sent, byte for byte; a workspace's own account sends it to an address with a `token`."""
    path = f"/webhooks/stripe/{quote(token, safe='')}" if token else "/webhooks/stripe"
    return await billing.send("POST", path, caller, content=content, headers=headers, deadline=_PATIENCE)
