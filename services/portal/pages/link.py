"""What is common to all links: being looked at by a person, and being renewed once they have expired or are revoked."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.portal.adapters import billing_client, quotes_client, referrals_client
from services.portal.adapters.refusals import Refused
from services.portal.domain.claims import claimed_workspace
from services.portal.pages.answers import dress, page, profiles, shell
from services.portal.pages.browser import visitor
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.links import answering
from services.portal.pages.office_sessions import staff_of_browser
from services.portal.pages.opened import Door, DoorDep, door, is_meant, nonce_of, open_quote, services
from services.portal.pages.views import ConfirmPage, LinkExpiredPage, PlainPage
from shared.words import say

router = APIRouter(include_in_schema=False)


@answering(router, "/view")
async def view(request: Request, door: DoorDep) -> Response:
    """Counts as a view when a person has shown up on the page, who is not of the office. The answer never tells."""
    nonce = request.headers.get("x-nonce", "")
    someone = visitor(request)
    if not (door.pays or door.reviews) and is_meant(request, door, nonce):
        opened = await open_quote(request, door)
        staff = await staff_of_browser(request)
        if staff is None or staff.workspace_id != opened.profile.workspace_id:
            quotes, version = services(request).quotes, opened.quote["version"]
            await quotes_client.record_view(quotes, door.token, someone, version, door.view or None)
    return Response(status_code=204)


@answering(router, "/renew")
async def renew(request: Request, door: DoorDep) -> Response:
    """Has a fresh link sent to the address on file, never to one that is given here."""
    form = await request.form()
    if not is_person(request, door, form):
        return _confirm(request, door, form)
    if door.pays:
        await billing_client.renew(services(request).billing, door.token, visitor(request))
    elif door.reviews:
        await referrals_client.renew(services(request).referrals, door.token, visitor(request))
    else:
        await quotes_client.renew(services(request).quotes, door.token, visitor(request))
    await _dress_as(request, claimed_workspace(door.token))
    return page("customer/link_sent.html", PlainPage(shell=shell(request)))


async def expired_page(request: Request, refused: Refused) -> Response:
    """The page of a link that a service has found to be ours, and over or revoked."""
    here = await door(request, request.path_params["token"])
    told = refused.extra.get("workspace_id")
    await _dress_as(request, UUID(told) if told else claimed_workspace(here.token))
    content = LinkExpiredPage(
        shell=shell(request),
        nonce=nonce_of(request, here),
        revoked=refused.reason == "link_revoked",
        action=f"{here.base}/renew",
    )
    return page("customer/link_expired.html", content, status=410)


async def _dress_as(request: Request, workspace_id: UUID | None) -> None:
    profile = await profiles(request).by_id(workspace_id) if workspace_id else None
    if profile is not None:
        dress(request, profile)


def _confirm(request: Request, here: Door, form: FormData) -> Response:
    content = ConfirmPage(
        shell=shell(request),
        title=say("Email a fresh link?"),
        sentence=say("We send it to the address we have on file for you."),
        action=f"{here.base}/renew",
        button=say("Email me a fresh link"),
        back_url=here.base,
        fields=question_fields(request, here, form),
        again=was_asked(form),
    )
    return page("customer/confirm.html", content)
