"""What waits for the office, asked of all services at once. One that is away takes only its own part along."""

import asyncio
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.portal.adapters import (
    billing_invoices,
    notifications_client,
    quotes_client,
    quotes_leads,
    referrals_client,
)
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.adapters.services import Services
from services.portal.pages.dashboard_views import Matter
from services.portal.pages.views import Link
from shared.clock import utc_now
from shared.web.caller import Caller
from shared.words import say

_MOST = 100
_NAMED = 3
_LATELY = timedelta(days=7)
_PARTS = (say("Leads"), say("Estimates"), say("Invoices"), say("Payments"), say("Messages"), say("Reviews"))


async def matters(known: Services, staff: Caller) -> tuple[list[Matter], list[str]]:
    """What waits, and the parts of which nobody can tell now."""
    asked: Sequence[Awaitable[Matter]] = (
        _late_leads(known, staff),
        _unanswered(known, staff),
        _overdue(known, staff),
        _odd_payments(known, staff),
        _failed(known, staff),
        _unhappy(known, staff),
    )
    answers = await asyncio.gather(*(_or_none(one) for one in asked))
    told = [one for one in answers if one is not None and one.count]
    return told, [part for part, one in zip(_PARTS, answers, strict=True) if one is None]


async def _or_none(asked: Awaitable[Matter]) -> Matter | None:
    try:
        return await asked
    except (ServiceUnavailable, Refused):
        return None


async def _late_leads(known: Services, staff: Caller) -> Matter:
    found = await quotes_leads.leads(known.quotes, staff, status="new", source=None, limit=_MOST)
    late = [one for one in found["items"] if one["minutes_left"] is not None and one["minutes_left"] < 0]
    some = [Link(name=one["name"], url=f"/office/leads/{one['lead_id']}") for one in late]
    return _matter(say("Leads that wait for longer than the hour"), "/office/leads?status=new", late, some, found)


async def _unanswered(known: Services, staff: Caller) -> Matter:
    found = await quotes_client.estimates(known.quotes, staff, limit=_MOST, unanswered="true")
    some = [
        Link(name=f"{one['number']}, {one['customer_name']}", url=f"/office/estimates/{one['estimate_id']}#questions")
        for one in found["items"]
    ]
    return _matter(
        say("Customers' notes without an answer"), "/office/estimates?unanswered=1", found["items"], some, found
    )


async def _overdue(known: Services, staff: Caller) -> Matter:
    found = await billing_invoices.page_of(known.billing, staff, {"state": "overdue", "limit": _MOST})
    some = [
        Link(name=f"{one['number']}, {one['customer']['name']}", url=f"/office/invoices/{one['invoice_id']}")
        for one in found["items"]
    ]
    return _matter(say("Invoices overdue"), "/office/invoices?state=overdue", found["items"], some, found)


async def _odd_payments(known: Services, staff: Caller) -> Matter:
    found = await billing_invoices.discrepancies(known.billing, staff)
    return _matter(say("Payments that do not agree with Stripe"), "/office/invoices", found)


async def _failed(known: Services, staff: Caller) -> Matter:
    found = await notifications_client.deliveries(known.notifications, staff, {"status": "failed", "limit": _MOST})
    since = utc_now() - _LATELY
    lately = [one for one in found["items"] if datetime.fromisoformat(one["created_at"]) > since]
    return _matter(
        say("Messages of the last week that did not go out"), "/office/messages?status=failed", lately, (), found
    )


async def _unhappy(known: Services, staff: Caller) -> Matter:
    summary = await referrals_client.review_summary(known.referrals, staff)
    open_cases: int = summary["open_cases"]
    return Matter(title=say("Unhappy reviews to see to"), url="/office/reviews?show=open", count=open_cases)


def _matter(
    title: str,
    url: str,
    items: Sequence[Any],
    some: Sequence[Link] = (),
    found: dict[str, Any] | None = None,
) -> Matter:
    more = found is not None and found["next_cursor"] is not None and len(items) == _MOST
    return Matter(title=title, url=url, count=len(items), more=more, some=some[:_NAMED])
