"""A customer's link opened by the office: whoever is signed in gets the preview of the record instead, part for part."""

from urllib.parse import quote

from starlette.requests import Request

from services.portal.adapters import quotes_client
from services.portal.domain.errors import OfficeLooks
from services.portal.pages.office_sessions import caller_of, staff_of_browser
from services.portal.pages.opened import services
from shared.links import purpose_of

PARTS = (
    "",
    "/totals",
    "/pdf",
    "/signature",
    "/accept",
    "/decline",
    "/notes",
    "/checkout",
    "/view",
    "/appointment",
    "/appointment.ics",
)
"""What the preview has as well. Any other part leads to its beginning."""

_OTHERS = {"payment", "review"}


async def as_customer(request: Request, token: str) -> None:
    """Raises `OfficeLooks` where the office of the record's own business is signed in, whatever has become of the link."""
    staff = await staff_of_browser(request)
    # Links to pay and to review are not of quotes, and have no preview.
    if staff is None or purpose_of(token) in _OTHERS:
        return
    client = services(request).quotes
    estimate_id = await quotes_client.estimate_of_link(client, caller_of(request, staff), token)
    if estimate_id is not None:
        raise OfficeLooks(_preview(request, token, estimate_id))


def _preview(request: Request, token: str, estimate_id: str) -> str:
    whole, asked = request.url.path, request.url.query
    # The path comes decoded; a token's characters are the same either way.
    part = whole.partition(f"/{token}")[2]
    here = f"/office/estimates/{quote(estimate_id, safe='')}/preview"
    known = part in PARTS or part.startswith("/attachments/")
    return f"{here}{quote(part) if known else ''}{f'?{asked}' if asked else ''}"
