"""Wanting no more reminders, by the link in one of them. Opening it changes nothing, a press does.

Mail programs have a button of their own, which sends what RFC 8058 says: that is a wish of their owner's, without any page.
"""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.portal.adapters import notifications_client
from services.portal.pages.answers import page, shell
from services.portal.pages.browser import visitor
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.opened import Door, dressed, nonce_of, services
from services.portal.pages.places import LOOK
from services.portal.pages.views import ConfirmPage, UnsubscribePage
from shared.words import say

router = APIRouter(include_in_schema=False)

_PAGE = "/u/{token}"
_ONE_CLICK = ("List-Unsubscribe", "One-Click")


@router.api_route(_PAGE, methods=LOOK)
async def look(request: Request, token: str) -> Response:
    """What one gets, and the button that ends it."""
    found = await notifications_client.subscription(services(request).notifications, visitor(request), token)
    return await _page(request, token, found)


@router.post(_PAGE)
async def change(request: Request, token: str) -> Response:
    """Ends it, or has it go on."""
    form, client = await request.form(), services(request).notifications
    if form.get(_ONE_CLICK[0]) == _ONE_CLICK[1]:
        await notifications_client.unsubscribe(client, visitor(request), token, out=True)
        return Response(status_code=204)
    if not is_person(request, _door(token), form):
        found = await notifications_client.subscription(client, visitor(request), token)
        await dressed(request, UUID(found["workspace_id"]))
        return _confirm(request, token, form, found)
    out = form.get("want") != "some"
    return await _page(request, token, await notifications_client.unsubscribe(client, visitor(request), token, out=out))


async def _page(request: Request, token: str, found: dict[str, object]) -> Response:
    await dressed(request, UUID(str(found["workspace_id"])))
    door = _door(token)
    content = UnsubscribePage(
        shell=shell(request),
        nonce=nonce_of(request, door),
        action=door.base,
        address=str(found["address"]),
        is_out=bool(found["is_out"]),
    )
    return page("customer/unsubscribe.html", content)


def _confirm(request: Request, token: str, form: FormData, found: dict[str, object]) -> Response:
    door, again = _door(token), form.get("want") == "some"
    content = ConfirmPage(
        shell=shell(request),
        title=say("Get reminders again?") if again else say("No more reminders?"),
        sentence=say("This is about messages to {address}.", address=found["address"]),
        action=door.base,
        button=say("Yes, send them again") if again else say("No more reminders"),
        back_url=door.base,
        fields=question_fields(request, door, form),
        again=was_asked(form),
    )
    return page("customer/confirm.html", content)


def _door(token: str) -> Door:
    """The link, among all that forms can be sent from: by a name that no link's token can have."""
    return Door(f"unsubscribe:{token}", f"/u/{token}", pays=False)
