"""What the gateway asks of quotes about leads."""

from typing import Any

from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller


async def leads(
    quotes: ServiceClient, staff: Caller, *, status: str, source: str | None, cursor: str | None = None, limit: int
) -> dict[str, Any]:
    """A page of one part of the pipeline, newest first."""
    query = {"status": status, "source": source, "cursor": cursor, "limit": limit}
    found: dict[str, Any] = await quotes.call("GET", "/leads", staff, query=query)
    return found


async def lead(quotes: ServiceClient, staff: Caller, lead_id: str) -> dict[str, Any]:
    """One lead, with what has become of it."""
    found: dict[str, Any] = await quotes.call("GET", f"/leads/{lead_id}", staff)
    return found


async def move(quotes: ServiceClient, staff: Caller, lead_id: str, status: str) -> None:
    """Moves it along the pipeline."""
    await quotes.call("PATCH", f"/leads/{lead_id}", staff, json={"status": status})


async def quote(quotes: ServiceClient, staff: Caller, lead_id: str) -> str:
    """Has an estimate drafted, or finds the one there is; tells its id."""
    made = await quotes.call("POST", f"/leads/{lead_id}/estimate", staff)
    return str(made["estimate_id"])
