"""What the office asks of quotes about jobs, and has it do with them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller


async def jobs(quotes: ServiceClient, staff: Caller, query: Mapping[str, Any]) -> dict[str, Any]:
    """A page of the jobs that `query` finds, newest first."""
    found: dict[str, Any] = await quotes.call("GET", "/jobs", staff, query=query)
    return found


async def calendar(quotes: ServiceClient, staff: Caller, first: date, last: date) -> list[dict[str, Any]]:
    """The jobs with an appointment on these days, in the order of their times."""
    query = {"from": first.isoformat(), "to": last.isoformat()}
    items: list[dict[str, Any]] = (await quotes.call("GET", "/jobs/calendar", staff, query=query))["items"]
    return items


async def complete(quotes: ServiceClient, staff: Caller, job_id: str) -> None:
    """The work is done."""
    await quotes.call("POST", f"/jobs/{job_id}/complete", staff)
