"""Whether the customer is told by email of what the office has just done: kept in the address that it leads back to."""

from collections.abc import Awaitable
from typing import Any, get_args
from urllib.parse import quote

from fastapi import Request, Response

from services.portal.adapters.refusals import Refused
from services.portal.pages.answers import see
from services.portal.pages.errors import problem_page
from services.portal.pages.office_views import NOT_MAILED, Told, Topic

_MAILED = "mailed"


async def then_tell(request: Request, record: str, topic: Topic, doing: Awaitable[dict[str, Any]]) -> Response:
    """Does it, then leads back to `record`, whose page says whether the customer is mailed; or says what is wrong."""
    try:
        done = await doing
    except Refused as refused:
        if not refused.is_correctable:
            raise
        return problem_page(request, refused.status, " ".join(one.message for one in refused.fields) or refused.message)
    if not done.get("changed", True):
        return see(f"{record}#{topic}")
    obstacle = done["not_mailed"]
    outcome = quote(obstacle["category"], safe="") if obstacle else _MAILED
    return see(f"{record}?{topic}={outcome}#{topic}")


def told(request: Request) -> Told | None:
    """What the address says of it; nothing where that is nothing we would say."""
    for topic in get_args(Topic):
        outcome = request.query_params.get(topic)
        if outcome == _MAILED:
            return Told(topic=topic)
        if outcome in NOT_MAILED:
            return Told(topic=topic, reason=NOT_MAILED[outcome])
    return None
