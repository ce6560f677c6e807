"""What quotes knows of a business's first steps, and the proposal that it sends itself."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.portal.adapters import quotes_client, quotes_editing
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceClient, ServiceUnavailable
from shared.web.caller import Caller

_LATELY = 100
_TRIES, _PAUSE = 12, 0.25
_DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class QuotesFacts:
    """Whether there is a customer, and a proposal that has left the office (None: nobody can tell); and the unsent sample."""

    customer: bool | None = None
    proposal: bool | None = None
    sample_id: str | None = None


async def facts(quotes: ServiceClient, staff: Caller, title: str) -> QuotesFacts:
    """How far the business is; `title` is that of the sample."""
    try:
        customers, estimates = await asyncio.gather(
            quotes_editing.customers(quotes, staff, search="", limit=1),
            quotes_client.estimates(quotes, staff, limit=_LATELY),
        )
    except (ServiceUnavailable, Refused):
        return QuotesFacts()
    drafts = [one for one in estimates["items"] if one["status"] == _DRAFT]
    return QuotesFacts(
        customer=bool(customers["items"]),
        proposal=len(drafts) < len(estimates["items"]),
        sample_id=next((one["estimate_id"] for one in drafts if one["title"] == title), None),
    )


async def make_sample(
    quotes: ServiceClient, staff: Caller, person: Mapping[str, str], proposal: Callable[[str], dict[str, Any]]
) -> tuple[str, str]:
    """A customer with the address of `person`, and their draft of `proposal`: those there are, or new ones.

    A business that was opened a moment ago quotes may not have heard of yet: that is waited for.
    """
    customer_id = await _customer(quotes, staff, person)
    body = proposal(customer_id)
    listed = await quotes_client.estimates(quotes, staff, limit=_LATELY, customer_id=customer_id)
    samples = [one for one in listed["items"] if one["title"] == body["title"]]
    drafts = [one["estimate_id"] for one in samples if one["status"] == _DRAFT]
    if drafts:
        return customer_id, str(drafts[0])
    return customer_id, await quotes_editing.draft(quotes, staff, body, key=_once(body, len(samples)))


async def _customer(quotes: ServiceClient, staff: Caller, person: Mapping[str, str]) -> str:
    known = await quotes_editing.customers(quotes, staff, search=person["email"], limit=_LATELY)
    for one in known["items"]:
        if one["email"] == person["email"]:
            return str(one["customer_id"])
    for rest in reversed(range(_TRIES)):
        try:
            made = await quotes_editing.register_customer(quotes, staff, person, key=_once(person, 0))
        except Refused as refused:
            if refused.reason != "workspace_not_found" or not rest:
                raise
            await asyncio.sleep(_PAUSE)
        else:
            break
    return str(made["customer_id"])


def _once(body: Mapping[str, Any], number: int) -> str:
    """The same for the same press twice, and another one once there is something of it."""
    return hashlib.sha256(f"sample|{number}|{json.dumps(body, sort_keys=True)}".encode()).hexdigest()
