"""Photos and files of records, as the service that has them gives them out and takes them in."""

from collections.abc import Mapping
from typing import Any

import httpx

from services.portal.adapters.quotes_client import UPLOAD_DEADLINE
from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller


async def file(client: ServiceClient, path: str, caller: Caller, *, known: str | None) -> httpx.Response:
    """The file at `path`; nothing but its headers where it is the one `known` by its tag. Raises what the service refuses."""
    headers = {"if-none-match": known} if known else {}
    return await client.fetch("GET", path, caller, headers=headers)


async def attachments(client: ServiceClient, staff: Caller, path: str) -> list[dict[str, Any]]:
    """The photos and files at `path`, in order."""
    found: list[dict[str, Any]] = (await client.call("GET", path, staff))["items"]
    return found


async def upload(client: ServiceClient, staff: Caller, path: str, form: bytes, content_type: str) -> None:
    """Has the file in `form`, as the browser sent it, attached at `path`."""
    headers = {"content-type": content_type}
    await client.call("POST", path, staff, content=form, headers=headers, deadline=UPLOAD_DEADLINE)


async def change_attachment(client: ServiceClient, staff: Caller, path: str, body: Mapping[str, Any]) -> None:
    """Has the attachment at `path` shown as `body` says."""
    await client.call("PATCH", path, staff, json=body)


async def remove_attachment(client: ServiceClient, staff: Caller, path: str) -> None:
    """Takes the attachment at `path` away."""
    await client.call("DELETE", path, staff)
