"""What the gateway asks of billing for whoever looks up what they owe."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller

# Longer than the others: billing asks Stripe in its turn.
_PATIENCE = 20.0


async def outstanding(billing: ServiceClient, visitor: Caller, workspace_id: UUID, known: dict[str, Any]) -> Any:
    """The outstanding invoices of whoever is `known` by an email address, or the one of a number."""
    at = replace(visitor, workspace_id=workspace_id)
    found = await billing.call("POST", "/public/payments/lookup", at, json=known)
    return found["items"]


async def send_links(billing: ServiceClient, visitor: Caller, workspace_id: UUID, known: dict[str, Any]) -> None:
    """Has their links sent to the address on file."""
    at = replace(visitor, workspace_id=workspace_id)
    await billing.call("POST", "/public/payments/send", at, json=known)


async def status(billing: ServiceClient, visitor: Caller, workspace_id: UUID, session_id: str) -> dict[str, Any]:
    """How the payment on that page of Stripe's went."""
    at = replace(visitor, workspace_id=workspace_id)
    found: dict[str, Any] = await billing.call(
        "POST", "/public/payments/status", at, json={"session_id": session_id}, deadline=_PATIENCE
    )
    return found
