"""What the office asks of billing about invoices, and has it do with them."""

from collections.abc import Mapping
from typing import Any

import httpx

from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller

Body = Mapping[str, Any]


async def page_of(billing: ServiceClient, staff: Caller, query: Mapping[str, Any]) -> dict[str, Any]:
    """A page of the invoices that `query` finds."""
    found: dict[str, Any] = await billing.call("GET", "/invoices", staff, query=query)
    return found


async def one(billing: ServiceClient, staff: Caller, invoice_id: str) -> dict[str, Any]:
    """One invoice with all its money."""
    found: dict[str, Any] = await billing.call("GET", f"/invoices/{invoice_id}", staff)
    return found


async def create(billing: ServiceClient, staff: Caller, body: Body, *, key: str | None = None) -> dict[str, Any]:
    """A new draft, once per `key`."""
    made: dict[str, Any] = await billing.call("POST", "/invoices", staff, json=body, headers=_once(key))
    return made


async def change(billing: ServiceClient, staff: Caller, invoice_id: str, body: Body) -> None:
    """Has it ask for something else."""
    await billing.call("PATCH", f"/invoices/{invoice_id}", staff, json=body)


async def delete(billing: ServiceClient, staff: Caller, invoice_id: str) -> None:
    """Throws a draft away."""
    await billing.call("DELETE", f"/invoices/{invoice_id}", staff)


async def act(
    billing: ServiceClient,
    staff: Caller,
    invoice_id: str,
    what: str,
    body: Body | None = None,
    *,
    key: str | None = None,
) -> None:
    """Issues, sends, reminds of, voids, pays or refunds it, as `what` names it; once per `key`."""
    await billing.call("POST", f"/invoices/{invoice_id}/{what}", staff, json=body, headers=_once(key))


async def discrepancies(billing: ServiceClient, staff: Caller) -> list[dict[str, Any]]:
    """What Stripe and the books do not agree on, and nobody has seen to."""
    found = await billing.call("GET", "/invoices/discrepancies", staff)
    items: list[dict[str, Any]] = found["items"]
    return items


async def resolve(billing: ServiceClient, staff: Caller, discrepancy_id: str, note: str) -> None:
    """A person has seen to it."""
    await billing.call("POST", f"/invoices/discrepancies/{discrepancy_id}/resolve", staff, json={"note": note})


async def paper(billing: ServiceClient, staff: Caller, invoice_id: str, kind: str) -> httpx.Response:
    """The invoice, or its receipt, as a PDF."""
    return await billing.fetch("GET", f"/invoices/{invoice_id}/pdf", staff, query={"kind": kind})


async def statement(
    billing: ServiceClient, staff: Caller, customer_id: str, period: Mapping[str, str | None]
) -> httpx.Response:
    """The customer's account from one day to another, as a PDF."""
    query = {"customer_id": customer_id, **period}
    return await billing.fetch("GET", "/invoices/statement.pdf", staff, query=query)


async def card(billing: ServiceClient, staff: Caller, customer_id: str) -> dict[str, Any]:
    """The customer's saved card, and what they have agreed to about it."""
    found: dict[str, Any] = await billing.call("GET", "/invoices/card", staff, query={"customer_id": customer_id})
    return found


async def remove_card(billing: ServiceClient, staff: Caller, customer_id: str) -> None:
    """Has Stripe forget the customer's card."""
    await billing.call("DELETE", "/invoices/card", staff, query={"customer_id": customer_id})


async def open_of(billing: ServiceClient, staff: Caller, customer_id: str) -> list[dict[str, Any]]:
    """What the customer owes."""
    found = await page_of(billing, staff, {"customer_id": customer_id, "state": "open"})
    items: list[dict[str, Any]] = found["items"]
    return items


async def table(billing: ServiceClient, staff: Caller) -> httpx.Response:
    """All that were issued, as CSV."""
    return await billing.fetch("GET", "/invoices/export.csv", staff)


def _once(key: str | None) -> dict[str, str]:
    return {"idempotency-key": key} if key else {}
