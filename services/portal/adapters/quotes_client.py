"""What the gateway asks of quotes."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx

from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import Query, ServiceClient
from shared.web.caller import Caller

UPLOAD_DEADLINE = 30.0
"""A photo is taken apart and made anew while the office waits."""
_MOST_PAGES = 20


def link_path(token: str, part: str = "") -> str:
    """Where quotes has what a link opens, or a `part` of it."""
    return f"/public/links/{quote(token, safe='')}{part}"


async def public_view(quotes: ServiceClient, path: str, caller: Caller, choice: Query = None) -> dict[str, Any]:
    """What a link opens, by its path or by that of its preview, with the totals of `choice`."""
    view: dict[str, Any] = await quotes.call("GET", path, caller, query=choice)
    return view


async def accept(quotes: ServiceClient, token: str, caller: Caller, answer: Mapping[str, Any]) -> bool:
    """Signs, and tells whether this was the signature that counts: another one may have been there before."""
    answered = await quotes.fetch("POST", link_path(token, "/accept"), caller, json=answer)
    return answered.status_code == httpx.codes.CREATED


async def decline(quotes: ServiceClient, token: str, caller: Caller, answer: Mapping[str, Any]) -> None:
    """Says no."""
    await quotes.call("POST", link_path(token, "/decline"), caller, json=answer)


async def add_note(quotes: ServiceClient, token: str, caller: Caller, text: str, *, request_changes: bool) -> None:
    """Leaves a message for the office."""
    body = {"text": text, "request_changes": request_changes}
    await quotes.call("POST", link_path(token, "/notes"), caller, json=body)


async def record_view(quotes: ServiceClient, token: str, caller: Caller, version: int, view: str | None) -> None:
    """Tells that a person has looked at it, as `view` where the address said so."""
    await quotes.call("POST", link_path(token, "/view"), caller, json={"version": version, "view": view})


async def renew(quotes: ServiceClient, token: str, caller: Caller) -> None:
    """Has a fresh link sent to the address on file."""
    await quotes.call("POST", link_path(token, "/renew"), caller)


async def pdf(quotes: ServiceClient, path: str, caller: Caller, choice: Query = None) -> httpx.Response:
    """The file at `path`; raises what quotes refuses, which a person must not get as a file."""
    return await quotes.fetch("GET", path, caller, query=choice)


async def job_attachments(quotes: ServiceClient, path: str, caller: Caller) -> list[dict[str, Any]]:
    """What the page at `path` shows of the job."""
    found: list[dict[str, Any]] = (await quotes.call("GET", f"{path}/job-attachments", caller))["items"]
    return found


async def document(quotes: ServiceClient, document_id: str, caller: Caller) -> dict[str, Any]:
    """What anybody may know of a sealed document."""
    found: dict[str, Any] = await quotes.call("GET", f"/public/documents/{document_id}", caller)
    return found


async def check_document(quotes: ServiceClient, document_id: str, caller: Caller, file: bytes) -> dict[str, Any]:
    """Whether `file` is the document, or which one it is."""
    path, headers = f"/public/documents/{document_id}/check", {"content-type": "application/pdf"}
    checked: dict[str, Any] = await quotes.call("POST", path, caller, content=file, headers=headers)
    return checked


async def estimates(
    quotes: ServiceClient, staff: Caller, *, cursor: str | None = None, limit: int, **wanted: str
) -> dict[str, Any]:
    """A page of the workspace's estimates, of those that are `wanted`, such as a customer's by `customer_id`."""
    query = {"cursor": cursor, "limit": limit, **wanted}
    found: dict[str, Any] = await quotes.call("GET", "/estimates", staff, query=query)
    return found


async def estimate(quotes: ServiceClient, staff: Caller, estimate_id: str, part: str = "") -> Any:
    """One estimate, or a `part` of it such as /history."""
    return await quotes.call("GET", f"/estimates/{estimate_id}{part}", staff)


async def lines(quotes: ServiceClient, staff: Caller, estimate_id: str, part: str) -> list[dict[str, Any]]:
    """The whole of a list that belongs to one estimate, /history or /notes, oldest first."""
    found: list[dict[str, Any]] = []
    cursor = None
    for _ in range(_MOST_PAGES):
        query = {"cursor": cursor, "limit": 100}
        page = await quotes.call("GET", f"/estimates/{estimate_id}{part}", staff, query=query)
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    return found


async def send(quotes: ServiceClient, staff: Caller, estimate_id: str, asked: Mapping[str, Any]) -> None:
    """Has the customer get the link, as the kind and by the channel asked for."""
    await quotes.call("POST", f"/estimates/{estimate_id}/send", staff, json=asked)


async def estimate_of_link(quotes: ServiceClient, staff: Caller, token: str) -> str | None:
    """The estimate of the workspace that the link belongs to, if it does."""
    try:
        found = await quotes.call("GET", f"/estimates/by-link/{quote(token, safe='')}", staff)
    except Refused as refused:
        if refused.status != httpx.codes.NOT_FOUND:
            raise
        return None
    return str(found["estimate_id"])


async def try_accepting(quotes: ServiceClient, path: str, staff: Caller, answer: Mapping[str, Any]) -> dict[str, Any]:
    """What signing would come to, which nobody keeps."""
    tried: dict[str, Any] = await quotes.call("POST", path, staff, json=answer)
    return tried


async def revoke_links(quotes: ServiceClient, staff: Caller, record: str, token: str | None = None) -> None:
    """Has the links of an estimate or a customer open nothing any more: the one with this token, or all."""
    await quotes.call("POST", f"{record}/links/revoke", staff, json={"token": token} if token is not None else None)


async def answer_note(quotes: ServiceClient, staff: Caller, estimate_id: str, text: str) -> dict[str, Any]:
    """Writes to the customer; the answer tells whether that is mailed."""
    answered: dict[str, Any] = await quotes.call("POST", f"/estimates/{estimate_id}/notes", staff, json={"text": text})
    return answered


async def shown_appointment(quotes: ServiceClient, path: str, caller: Caller) -> dict[str, Any]:
    """What the page at `path` shows of when the job is done."""
    found: dict[str, Any] = await quotes.call("GET", f"{path}/appointment", caller)
    return found


async def ask_for_another_time(quotes: ServiceClient, token: str, caller: Caller, days: list[str], note: str) -> None:
    """Asks the office for one of `days` instead."""
    body = {"days": days, "note": note}
    await quotes.call("POST", link_path(token, "/appointment-requests"), caller, json=body)


async def job_appointment(quotes: ServiceClient, staff: Caller, job_id: str) -> dict[str, Any]:
    """When the job is done, and what the customer has asked for last."""
    found: dict[str, Any] = await quotes.call("GET", f"/jobs/{job_id}/appointment", staff)
    return found


async def set_appointment(
    quotes: ServiceClient, staff: Caller, job_id: str, hours: Mapping[str, str]
) -> dict[str, Any]:
    """Sets the time, moves it, or confirms what was asked for; the answer tells whether that is mailed."""
    changed: dict[str, Any] = await quotes.call("PUT", f"/jobs/{job_id}/appointment", staff, json=hours)
    return changed


async def answer_about_appointment(
    quotes: ServiceClient, staff: Caller, job_id: str, what: str, body: Mapping[str, str]
) -> dict[str, Any]:
    """Has it kept, or cancelled, as `what` says; the answer tells whether that is mailed."""
    changed: dict[str, Any] = await quotes.call("POST", f"/jobs/{job_id}/appointment/{what}", staff, json=body)
    return changed
