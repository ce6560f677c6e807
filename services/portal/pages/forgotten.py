"""Somebody of an office has forgotten their password: an address in, the same words out, whoever it belongs to."""

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.contact import read_email
from services.portal.domain.errors import ChannelUnavailable, InvalidContact
from services.portal.pages.answers import later, page, shell
from services.portal.pages.browser import client_ip
from services.portal.pages.forms import text_in
from services.portal.pages.lookups import check_channel
from services.portal.pages.places import LOOK
from services.portal.pages.steady import SteadyRoute
from services.portal.pages.team_views import ForgottenPage
from services.portal.usecases.limit_password_resets import limit_password_resets
from services.portal.usecases.request_password_reset import request_password_reset
from shared.errors import TooMany
from shared.web.errors import status_of
from shared.words import say

router = APIRouter(include_in_schema=False, route_class=SteadyRoute)

_HERE = "/office/forgotten"


@router.api_route(_HERE, methods=LOOK)
async def forgotten(request: Request) -> Response:
    return page("office/forgotten.html", ForgottenPage(shell=shell(request)))


@router.post(_HERE)
async def ask(request: Request) -> Response:
    """Has a link mailed, where the address is that of somebody's; the answer never tells."""
    typed = text_in(await request.form(), "email")
    try:
        await run_in_threadpool(ask_for_reset, request, read_email(typed, field="email"))
    except (InvalidContact, TooMany, ChannelUnavailable) as wrong:
        told = (
            say("Enter an email address, such as pat@example.com.")
            if isinstance(wrong, InvalidContact)
            else wrong.message
        )
        content = ForgottenPage(shell=shell(request), email=typed, problem=told)
        return later(page("office/forgotten.html", content, status=status_of(wrong)), wrong)
    return page("office/forgotten.html", ForgottenPage(shell=shell(request), is_sent=True))


def ask_for_reset(request: Request, email: str) -> None:
    """Has links mailed to whoever's address it is; raises `TooMany` or `ChannelUnavailable`, whoever's it is."""
    database = request.app.state.context.database
    # One of several businesses may be meant, so none's own website stands in for our address.
    check_channel(request, database, website=None)
    if limit_password_resets(database, ip=client_ip(request), email=email):
        with database.begin() as session:
            request_password_reset(session, email=email)
