"""Taking customers' links back, in the console."""

from typing import Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from services.portal.adapters import quotes_client
from services.portal.adapters.refusals import Refused
from services.portal.pages.answers import see
from services.portal.pages.errors import problem_page
from services.portal.pages.office_sessions import EditingOfficeDep, caller_of
from services.portal.pages.opened import services
from shared.words import say

router = APIRouter(include_in_schema=False)

_RECORD = "/office/estimates/{estimate_id}"
_PLACES = ("quote", "l")
_NO_LINK = {"link_not_valid", "link_of_another_record"}


@router.post(_RECORD + "/links/revoke")
async def revoke(
    request: Request,
    staff: EditingOfficeDep,
    estimate_id: UUID,
    of: Annotated[Literal["link", "record", "customer"], Form()],
    link: Annotated[str, Form()] = "",
) -> Response:
    """Has one link, all of the record or all of its customer open nothing any more."""
    client, caller, record = services(request).quotes, caller_of(request, staff), f"/estimates/{estimate_id}"
    try:
        if of == "customer":
            found = await quotes_client.estimate(client, caller, str(estimate_id))
            await quotes_client.revoke_links(client, caller, f"/customers/{found['customer']['customer_id']}")
        else:
            await quotes_client.revoke_links(client, caller, record, token_in(link) if of == "link" else None)
    except Refused as refused:
        if refused.reason not in _NO_LINK:
            raise
        message = say("This is no link to this record. Paste the whole link as the customer has it.")
        return problem_page(request, 422, message)
    return see(f"/office{record}")


def token_in(link: str) -> str:
    """The token of a link as somebody has copied it, whole or not."""
    try:
        parts = urlsplit(link.strip()).path.strip("/").split("/")
    except ValueError:
        return link.strip()  # no address at all, which is for quotes to say
    folders = [place for place, part in enumerate(parts[:-1]) if part in _PLACES]
    return parts[folders[0] + 1] if folders else parts[-1]
