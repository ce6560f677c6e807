"""One box that finds customers, estimates, invoices, jobs and leads: asked of all services at once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.adapters.services import Services
from services.portal.pages.answers import page, shell
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import OfficeDep, caller_of
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.search_views import Hit, Hits, SearchPage
from shared.web.caller import Caller
from shared.words import say

router = APIRouter(include_in_schema=False)

_SHOWN = 8
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Kind:
    """The records of one kind: who has them, where, and how one of them is shown."""

    title: str
    icon: str
    service: str
    path: str
    hit: Callable[[dict[str, Any]], Hit]
    all_url: str | None = None


@router.api_route("/office/search", methods=LOOK)
async def search(request: Request, staff: OfficeDep, q: str = "") -> Response:
    """What mentions all that is in the box; nothing where it is empty."""
    query, frame = q.strip()[:_LONGEST], await frame_of(request, staff)
    known, caller = services(request), caller_of(request, staff)
    answers = await asyncio.gather(*(_found(known, caller, kind, query) for kind in _KINDS)) if query else []
    content = SearchPage(
        shell=shell(request),
        frame=frame,
        query=query,
        found=[hits for hits in answers if hits is not None and hits.hits],
        away=[kind.title for kind, hits in zip(_KINDS, answers, strict=bool(query)) if hits is None],
    )
    return page("office/search.html", content)


async def _found(known: Services, staff: Caller, kind: _Kind, query: str) -> Hits | None:
    """What is found of that kind; None where that cannot be told now."""
    try:
        found = await known.named(kind.service).call("GET", kind.path, staff, query={"q": query, "limit": _SHOWN})
    except (ServiceUnavailable, Refused):
        return None
    return Hits(
        title=kind.title,
        icon=kind.icon,
        hits=[kind.hit(one) for one in found["items"]],
        more=found["next_cursor"] is not None,
        all_url=f"{kind.all_url}?{urlencode({'q': query})}" if kind.all_url else None,
    )


def _customer(one: dict[str, Any]) -> Hit:
    about = ", ".join(part for part in (one["email"], one["phone"], one["address"]) if part)
    return Hit(name=one["name"], about=about, url=f"/office/customers/{one['customer_id']}")


def _estimate(one: dict[str, Any]) -> Hit:
    about = f"{one['customer_name']}, {one['status'].replace('_', ' ')}"
    return Hit(name=f"{one['number']} {one['title']}", about=about, url=f"/office/estimates/{one['estimate_id']}")


def _invoice(one: dict[str, Any]) -> Hit:
    about = f"{one['customer']['name']}, {one['status'].replace('_', ' ')}"
    name = f"{one['number'] or say('Draft')} {one['title']}"
    return Hit(name=name, about=about, url=f"/office/invoices/{one['invoice_id']}")


def _job(one: dict[str, Any]) -> Hit:
    about = f"{one['customer_name']}, {one['status']}"
    url = f"/office/estimates/{one['estimate_id']}#appointment"
    return Hit(name=f"{one['number']} {one['title']}", about=about, url=url)


def _lead(one: dict[str, Any]) -> Hit:
    about = ", ".join(part for part in (one["email"], one["phone"], one["address"], one["status"]) if part)
    return Hit(name=one["name"], about=about, url=f"/office/leads/{one['lead_id']}")


_KINDS = (
    _Kind(say("Customers"), "user", "quotes", "/customers", _customer, "/office/customers"),
    _Kind(say("Estimates"), "file-text", "quotes", "/estimates", _estimate),
    _Kind(say("Invoices"), "credit-card", "billing", "/invoices", _invoice, "/office/invoices"),
    _Kind(say("Jobs"), "briefcase", "quotes", "/jobs", _job),
    _Kind(say("Leads"), "inbox", "quotes", "/leads", _lead),
)
