"""Looking proposals up, by page or by program: answered alike whether or not there is anything to be found.

Nothing is looked up here. What was asked is written down, which takes as long for a stranger as for a customer, and
whoever answers it sends to the addresses on file.
"""

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from services.portal.domain.contact import Contact
from services.portal.domain.errors import ChannelUnavailable
from services.portal.domain.payer import Payer
from services.portal.pages.browser import client_ip
from services.portal.pages.opened import settings
from services.portal.pages.profiles import Profile
from services.portal.queries.channels import is_available
from services.portal.usecases.limit_lookups import limit_lookups
from shared.database.session import Database
from shared.words import say

_RETRY_AFTER = 60
_CHANNEL = "email"


async def admit(request: Request, profile: Profile, contact: Contact | Payer, *, sends: bool = True) -> bool:
    """Whether a look-up is to be carried out; one that is not is answered as if it were.

    Raises `TooMany`, and where it `sends` messages `ChannelUnavailable`, whatever the contact.
    """
    return await run_in_threadpool(_admit, request, profile, contact, sends=sends)


def _admit(request: Request, profile: Profile, contact: Contact | Payer, *, sends: bool) -> bool:
    database: Database = request.app.state.context.database
    if sends:
        check_channel(request, database, website=profile.business.website)
    of = "lookup" if sends else "payment"
    return limit_lookups(database, workspace_id=profile.workspace_id, ip=client_ip(request), contact=contact, of=of)


def check_channel(request: Request, database: Database, *, website: str | None) -> None:
    """Raises `ChannelUnavailable` while no messages go out, or while none could hold a link."""
    # Without an address of its own the portal's links lead nowhere, so no message could hold any.
    has_address = settings(request).public_url or website
    with database.read() as session:
        if has_address and is_available(session, _CHANNEL):
            return
    raise ChannelUnavailable(
        say("No messages can be sent for the moment. Nothing was sent; try again in a few minutes."),
        retry_after=_RETRY_AFTER,
    )
