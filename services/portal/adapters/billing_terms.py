"""What the office asks of billing about how it wants to be paid."""

from collections.abc import Mapping
from typing import Any

from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller

_TERMS = "/settings/billing/terms"


async def terms(billing: ServiceClient, staff: Caller) -> dict[str, Any]:
    """When customers are reminded, and what they may choose."""
    found: dict[str, Any] = await billing.call("GET", _TERMS, staff)
    return found


async def change_terms(billing: ServiceClient, staff: Caller, changes: Mapping[str, Any]) -> None:
    """Has it be like that from now on."""
    await billing.call("PATCH", _TERMS, staff, json=changes)
