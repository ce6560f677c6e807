"""What the gateway asks of quotes for whoever edits: customers on file, and the content of estimates."""

from collections.abc import Mapping
from typing import Any

from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller

Body = Mapping[str, Any]


async def customers(
    quotes: ServiceClient, staff: Caller, *, search: str, cursor: str | None = None, limit: int
) -> dict[str, Any]:
    """A page of the customers whom `search` finds; of all of them where it is empty."""
    query = {"q": search or None, "cursor": cursor, "limit": limit}
    found: dict[str, Any] = await quotes.call("GET", "/customers", staff, query=query)
    return found


async def customer(quotes: ServiceClient, staff: Caller, customer_id: str) -> dict[str, Any]:
    """One customer."""
    found: dict[str, Any] = await quotes.call("GET", f"/customers/{customer_id}", staff)
    return found


async def register_customer(quotes: ServiceClient, staff: Caller, body: Body, *, key: str | None = None) -> Any:
    """Puts somebody on file, once per `key`."""
    return await quotes.call("POST", "/customers", staff, json=body, headers=_once(key))


async def change_customer(quotes: ServiceClient, staff: Caller, customer_id: str, body: Body) -> None:
    """Corrects what is on file."""
    await quotes.call("PATCH", f"/customers/{customer_id}", staff, json=body)


async def draft(quotes: ServiceClient, staff: Caller, body: Body, *, key: str) -> str:
    """Drafts an estimate, once per `key`, and tells its id."""
    made = await quotes.call("POST", "/estimates", staff, json=body, headers=_once(key))
    return str(made["estimate_id"])


async def revise(quotes: ServiceClient, staff: Caller, estimate_id: str, body: Body) -> None:
    """Has the estimate offer what `body` says."""
    await quotes.call("PATCH", f"/estimates/{estimate_id}", staff, json=body)


async def totals(quotes: ServiceClient, staff: Caller, body: Body) -> dict[str, Any]:
    """What an estimate of this content would come to."""
    found: dict[str, Any] = await quotes.call("POST", "/estimates/totals", staff, json=body)
    return found


async def duplicate(quotes: ServiceClient, staff: Caller, estimate_id: str, *, key: str) -> str:
    """Drafts another one with the same contents, once per `key`, and tells its id."""
    made = await quotes.call("POST", f"/estimates/{estimate_id}/duplicate", staff, headers=_once(key))
    return str(made["estimate_id"])


async def void(quotes: ServiceClient, staff: Caller, estimate_id: str, reason: str) -> None:
    """Withdraws the estimate for good."""
    await quotes.call("POST", f"/estimates/{estimate_id}/void", staff, json={"reason": reason})


def _once(key: str | None) -> dict[str, str]:
    return {"idempotency-key": key} if key else {}
