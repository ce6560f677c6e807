"""What the gateway asks of quotes about the contacts of a customer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller


async def all_of(quotes: ServiceClient, staff: Caller, customer_id: UUID) -> list[dict[str, Any]]:
    """All of them, oldest first."""
    found: list[dict[str, Any]] = (await quotes.call("GET", _path(customer_id), staff))["items"]
    return found


async def save(
    quotes: ServiceClient, staff: Caller, customer_id: UUID, contact_id: UUID | None, body: Mapping[str, Any]
) -> None:
    """Adds one as `body` says, or changes the one of that id."""
    if contact_id is None:
        await quotes.call("POST", _path(customer_id), staff, json=body)
    else:
        await quotes.call("PATCH", f"{_path(customer_id)}/{contact_id}", staff, json=body)


async def remove(quotes: ServiceClient, staff: Caller, customer_id: UUID, contact_id: UUID) -> None:
    """Removes one."""
    await quotes.call("DELETE", f"{_path(customer_id)}/{contact_id}", staff)


def _path(customer_id: UUID) -> str:
    return f"/customers/{customer_id}/contacts"
