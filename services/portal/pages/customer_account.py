"""A signed-in customer's own pages: all that is theirs, each on its right page; choosing whose; signing out."""

import asyncio
from collections.abc import Awaitable
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.adapters import signed_in
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.customer_session import CustomerSession
from services.portal.pages.account_records import invoice_row, job_row, record_row, shared_card
from services.portal.pages.account_views import AccountPage
from services.portal.pages.answers import page, profiles, see, shell
from services.portal.pages.customer_sessions import (
    SIGNED_IN,
    SignedIn,
    SignedInDep,
    cookie_of,
    customer_caller,
    drop_cookie,
    keep_on,
    sessions_here,
    still_theirs,
)
from services.portal.pages.login_views import Choice, ChoosePage
from services.portal.pages.opened import Door, nonce_of, services
from services.portal.pages.places import CHOOSE, LOGIN, LOOK
from services.portal.usecases.choose_customer import choose_customer
from services.portal.usecases.end_customer_sessions import end_customer_sessions
from shared.errors import NotFound
from shared.words import say

router = APIRouter(include_in_schema=False)

T = TypeVar("T")
HOME = "/customer"
_PARTS = {"": "", "appointment": "#appointment", "appointment.ics": "/appointment.ics"}
"""What of an estimate can be asked for by name, and where its page has it."""


@router.api_route(HOME, methods=LOOK)
async def account(request: Request, signed: SignedInDep) -> Response:
    """All that is theirs; what cannot be had for the moment is said, and the rest stands."""
    behind, caller = services(request), signed.caller
    mine, invoices, shared = await asyncio.gather(
        _if_there(still_theirs(request, signed.session, signed_in.overview(behind.quotes, caller))),
        _if_there(signed_in.invoices(behind.billing, caller)),
        _if_there(signed_in.referrals(behind.referrals, caller)),
    )
    may_pay = mine["may_pay"] if mine else signed.is_customer
    estimates: list[dict[str, Any]] | None = mine["estimates"] if mine else None
    content = AccountPage(
        shell=shell(request),
        nonce=nonce_of(request, door_of(signed)),
        name=mine["name"] if mine else "",
        customer_name=mine["customer_name"] if mine and not signed.is_customer else "",
        records=None if estimates is None else [record_row(one) for one in estimates],
        jobs=None if estimates is None else [job_row(one) for one in estimates if one["job"]],
        invoices=None if invoices is None else [invoice_row(one, may_pay=may_pay) for one in invoices],
        shared=shared_card(shared, f"{signed.profile.business.home_url}/refer") if shared else None,
        referrals_away=shared is None,
        switch_url=CHOOSE if signed.of_several else None,
    )
    return keep_on(request, page("customer/account.html", content))


@router.api_route("/customer/estimates/{estimate_id}", methods=LOOK)
@router.api_route("/customer/estimates/{estimate_id}/{part}", methods=LOOK)
async def estimate(request: Request, signed: SignedInDep, estimate_id: UUID, part: str = "") -> Response:
    """To its own page, as what it is now, by a link with the rights of whoever is signed in."""
    if part not in _PARTS:
        raise NotFound(say("There is nothing at this address."))
    asked = signed_in.path_of(services(request).quotes, signed.caller, estimate_id)
    path = await still_theirs(request, signed.session, asked)
    return see(path.partition("?")[0] + _PARTS[part] if part else path)


@router.api_route(CHOOSE, methods=LOOK)
async def choose(request: Request) -> Response:
    """Which of several customers on one address they want to be here."""
    known = await sessions_here(request)
    if not known:
        return see(LOGIN)
    choices = [one for one in await asyncio.gather(*(_choice(request, one) for one in known)) if one is not None]
    return page("customer/choose.html", ChoosePage(shell=shell(request), action=CHOOSE, choices=choices))


@router.post(CHOOSE)
async def take_choice(request: Request, session: Annotated[UUID, Form()]) -> Response:
    """Shows that one from now on."""
    await run_in_threadpool(_choose, request, session)
    return see(HOME)


@router.post("/customer/logout")
async def sign_out(request: Request, everywhere: Annotated[str, Form()] = "") -> Response:
    """Ends the session in this browser, or in all that there are of theirs."""
    token = cookie_of(request, SIGNED_IN)
    if token:
        await run_in_threadpool(_sign_out, request, token, everywhere=everywhere == "yes")
    answer = see(LOGIN)
    drop_cookie(request, answer, SIGNED_IN)
    return answer


def door_of(signed: SignedIn) -> Door:
    """Whence the forms of a signed-in customer's pages are sent."""
    return Door(f"customer:{signed.session.id}", HOME, pays=False)


async def _if_there(asked: Awaitable[T]) -> T | None:
    """What a service answers; None while it is out of reach, or has failed."""
    try:
        return await asked
    except ServiceUnavailable:
        return None
    except Refused as refused:
        if refused.is_correctable:
            raise
        return None


async def _choice(request: Request, session: CustomerSession) -> Choice | None:
    """One to choose; None where the address is on file for them no more, or quotes cannot say."""
    profile = await profiles(request).by_id(session.workspace_id)
    try:
        who = await signed_in.me(services(request).quotes, customer_caller(request, session))
    except Refused:
        return None
    if profile is None:
        return None
    return Choice(
        value=str(session.id), name=who["customer_name"], business=profile.business.name, chosen=session.chosen
    )


def _choose(request: Request, session_id: UUID) -> None:
    with request.app.state.context.database.begin() as session:
        choose_customer(session, token=cookie_of(request, SIGNED_IN) or "", session_id=session_id)


def _sign_out(request: Request, token: str, *, everywhere: bool) -> None:
    with request.app.state.context.database.begin() as session:
        end_customer_sessions(session, token=token, everywhere=everywhere)
