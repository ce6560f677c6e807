"""What the gateway asks of quotes about leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from services.portal.adapters.quotes_client import UPLOAD_DEADLINE
from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that goes along."""

    name: str
    content_type: str
    content: bytes


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


async def quote(quotes: ServiceClient, staff: Caller, lead_id: str, photos: Sequence[Photo]) -> httpx.Response:
    """Has an estimate drafted with these photos, or finds the one there is; the answer tells of it."""
    path = f"/leads/{lead_id}/estimate"
    if not photos:
        return await quotes.fetch("POST", path, staff)
    files = [("photos", (photo.name, photo.content, photo.content_type)) for photo in photos]
    form = httpx.Request("POST", path, files=files)
    headers = {"content-type": form.headers["content-type"]}
    return await quotes.fetch("POST", path, staff, content=form.read(), headers=headers, deadline=UPLOAD_DEADLINE)
