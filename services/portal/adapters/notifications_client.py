"""What the gateway asks of notifications."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import httpx

from services.portal.adapters.service_client import DEADLINE, ServiceClient
from shared.web.caller import Caller

_SYSTEM = Caller("system")


async def inbox(
    notifications: ServiceClient,
    staff: Caller,
    *,
    after: str | None = None,
    before: str | None = None,
    wait: int = 0,
) -> dict[str, Any]:
    """What the office has been told since `after`, else the newest of it (`before` a cursor), oldest first.

    Waits up to `wait` seconds for something to be told.
    """
    query = {"after": after, "before": before, "wait": wait or None}
    found: dict[str, Any] = await notifications.call("GET", "/inbox", staff, query=query, deadline=DEADLINE + wait)
    return found


async def mark_read(notifications: ServiceClient, staff: Caller, up_to: str) -> None:
    """Has everything up to the cursor count as read."""
    await notifications.call("POST", "/inbox/read", staff, json={"up_to": up_to})


async def mailbox(notifications: ServiceClient, limit: int) -> list[dict[str, Any]]:
    """The newest messages of the local mailbox."""
    found = await notifications.call("GET", "/mailbox", _SYSTEM, query={"limit": limit})
    messages: list[dict[str, Any]] = found["items"] if isinstance(found, dict) else found
    return messages


async def message(notifications: ServiceClient, message_id: str) -> dict[str, Any]:
    """One message of the local mailbox, with its content."""
    found: dict[str, Any] = await notifications.call("GET", f"/mailbox/{quote(message_id, safe='')}", _SYSTEM)
    return found


async def subscription(notifications: ServiceClient, caller: Caller, token: str) -> dict[str, Any]:
    """Whose messages the link of one of them is about, and whether they are wanted no more."""
    path = f"/public/unsubscribe/{quote(token, safe='')}"
    found: dict[str, Any] = await notifications.call("GET", path, caller)
    return found


async def unsubscribe(notifications: ServiceClient, caller: Caller, token: str, *, out: bool) -> dict[str, Any]:
    """Wants no more of them, or wants them again."""
    path = f"/public/unsubscribe/{quote(token, safe='')}"
    found: dict[str, Any] = await notifications.call("POST", path, caller, json={"out": out})
    return found


async def deliveries(notifications: ServiceClient, staff: Caller, query: Mapping[str, Any]) -> dict[str, Any]:
    """A page of the messages that `query` finds, newest first."""
    found: dict[str, Any] = await notifications.call("GET", "/deliveries", staff, query=query)
    return found


async def retry(notifications: ServiceClient, staff: Caller, delivery_id: str) -> None:
    """Has what has failed tried once more."""
    await notifications.call("POST", f"/deliveries/{delivery_id}/retry", staff)


async def schedule(notifications: ServiceClient, staff: Caller) -> dict[str, Any]:
    """When customers are written to by themselves."""
    found: dict[str, Any] = await notifications.call("GET", "/settings/notifications", staff)
    return found


async def change_schedule(notifications: ServiceClient, staff: Caller, changes: dict[str, Any]) -> None:
    """Changes when."""
    await notifications.call("PATCH", "/settings/notifications", staff, json=changes)


async def twilio_webhook(
    notifications: ServiceClient, caller: Caller, url: str, content: bytes, headers: dict[str, str]
) -> httpx.Response:
    """Hands on what Twilio sent to `url`, byte for byte."""
    path, query = "/webhooks/twilio", {"url": url}
    return await notifications.send("POST", path, caller, query=query, content=content, headers=headers)


async def mail_webhook(
    notifications: ServiceClient, caller: Caller, content: bytes, headers: dict[str, str]
) -> httpx.Response:
    """Hands on what the mail provider reported, byte for byte."""
    return await notifications.send("POST", "/webhooks/mail", caller, content=content, headers=headers)


async def suppressions(notifications: ServiceClient, staff: Caller, addresses: Sequence[str]) -> list[dict[str, Any]]:
    """Those of the addresses that are not written to, or not as usual, and why."""
    if not addresses:
        return []
    query = {"address": list(addresses)}
    found: list[dict[str, Any]] = await notifications.call("GET", "/suppressions", staff, query=query)
    return found


async def write_again(notifications: ServiceClient, staff: Caller, address: str) -> None:
    """Has an address written to again."""
    await notifications.call("DELETE", "/suppressions", staff, query={"address": address})


async def wordings(notifications: ServiceClient, staff: Caller) -> list[dict[str, Any]]:
    """What messages say, by kind and language."""
    found: list[dict[str, Any]] = await notifications.call("GET", "/settings/templates", staff)
    return found


async def change_wording(notifications: ServiceClient, staff: Caller, change: dict[str, Any]) -> None:
    """Says that from now on."""
    await notifications.call("PATCH", "/settings/templates", staff, json=change)


async def preview_wording(notifications: ServiceClient, staff: Caller, words: dict[str, Any]) -> dict[str, Any]:
    """How it would look: subject, html and text."""
    found: dict[str, Any] = await notifications.call("POST", "/settings/templates/preview", staff, json=words)
    return found
