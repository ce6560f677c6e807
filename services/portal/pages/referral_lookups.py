"""Looking a link to share up, by page or by program: shown at once, or sent to the address on file, as the workspace wants."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from services.portal.adapters import referrals_client
from services.portal.domain.contact import Contact
from services.portal.pages.browser import client_ip, visitor
from services.portal.pages.lookups import admit
from services.portal.pages.opened import services
from services.portal.pages.profiles import Profile
from services.portal.pages.tabs import chosen_by
from services.portal.usecases.limit_lookups import limit_lookups
from services.portal.usecases.request_referral_lookup import request_referral_lookup
from shared.errors import TooMany
from shared.words import say


@dataclass(frozen=True, slots=True)
class Shared:
    """What a look-up comes to: a status of referrals with what there is to it; None where it is on its way by email."""

    found: dict[str, Any] | None


async def look_up(request: Request, profile: Profile, email: str, name: str) -> Shared:
    """Raises `ChannelUnavailable` or `TooMany`; in a strict portal whatever the address."""
    contact = Contact(email=email)
    if (await chosen_by(request, profile.workspace_id)).is_strict:
        if await admit(request, profile, contact):
            await run_in_threadpool(_request, request, profile.workspace_id, email)
        return Shared(None)
    if not await run_in_threadpool(_is_allowed, request, profile, contact):
        raise TooMany(say("Too many tries for this address. Wait an hour and try again."), retry_after=3600)
    caller = replace(visitor(request), workspace_id=profile.workspace_id)
    return Shared(await referrals_client.look_up_code(services(request).referrals, caller, email, name))


def _is_allowed(request: Request, profile: Profile, contact: Contact) -> bool:
    database = request.app.state.context.database
    return limit_lookups(
        database, workspace_id=profile.workspace_id, ip=client_ip(request), contact=contact, of="referral"
    )


def _request(request: Request, workspace_id: UUID, email: str) -> None:
    with request.app.state.context.database.begin() as session:
        request_referral_lookup(session, workspace_id=workspace_id, email=email)
