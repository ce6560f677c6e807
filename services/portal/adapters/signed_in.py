"""What the gateway asks of the services for a customer who signs in, or has."""

from typing import Any
from uuid import UUID

from services.portal.adapters.service_client import ServiceClient
from services.portal.domain.contact import Contact
from shared.web.caller import Caller


async def parties(quotes: ServiceClient, caller: Caller, contact: Contact) -> list[dict[str, Any]]:
    """Everybody whom the proven address is on file for, in the caller's workspace, or in all where they name none."""
    query = {"email": contact.email, "phone": contact.phone}
    found: list[dict[str, Any]] = (await quotes.call("GET", "/signed-in/parties", caller, query=query))["items"]
    return found


async def me(quotes: ServiceClient, customer: Caller) -> dict[str, Any]:
    """Who it is, and what they may do."""
    found: dict[str, Any] = await quotes.call("GET", "/signed-in/me", customer)
    return found


async def overview(quotes: ServiceClient, customer: Caller) -> dict[str, Any]:
    """The same with all that the customer has been sent."""
    found: dict[str, Any] = await quotes.call("GET", "/signed-in/overview", customer)
    return found


async def path_of(quotes: ServiceClient, customer: Caller, estimate_id: UUID) -> str:
    """Where the page of the estimate is, with the rights of whoever is signed in."""
    return str((await quotes.call("GET", f"/signed-in/estimates/{estimate_id}/path", customer))["path"])


async def invoices(billing: ServiceClient, customer: Caller) -> list[dict[str, Any]]:
    """All that the customer was sent, newest first."""
    found: list[dict[str, Any]] = (await billing.call("GET", "/signed-in/invoices", customer))["items"]
    return found


async def referrals(client: ServiceClient, customer: Caller) -> dict[str, Any]:
    """Their link to share, and what has come of it."""
    found: dict[str, Any] = await client.call("GET", "/signed-in/referrals", customer)
    return found
