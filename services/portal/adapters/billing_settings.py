"""What the office asks of billing about how the business is paid, and has it do about that."""

from typing import Any

from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller

# Longer than the others: billing asks Stripe in its turn, several times where a key is tried.
_PATIENCE = 45.0


async def settings(billing: ServiceClient, staff: Caller) -> dict[str, Any]:
    """How the business is paid."""
    found: dict[str, Any] = await billing.call("GET", "/settings/billing", staff)
    return found


async def onboarding(billing: ServiceClient, staff: Caller, *, refresh_url: str, return_url: str) -> str:
    """Stripe's page where the business completes its account."""
    body = {"refresh_url": refresh_url, "return_url": return_url}
    made = await billing.call("POST", "/settings/billing/onboard", staff, json=body, deadline=_PATIENCE)
    return str(made["url"])


async def act(billing: ServiceClient, staff: Caller, what: str, body: dict[str, str] | None = None) -> None:
    """Gives a key, checks, replaces the webhook or disconnects, as `what` names it."""
    await billing.call("POST", f"/settings/billing/{what}", staff, json=body, deadline=_PATIENCE)
