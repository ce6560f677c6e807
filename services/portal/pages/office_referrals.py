"""Referrals in the console: who brings others, what they are worth, the programme, and rewards to be granted."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.adapters import billing_invoices, referrals_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.editor_reading import Reader
from services.portal.pages.forms import text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of, may_edit
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.referral_views import (
    OpenInvoice,
    ProgrammeCard,
    ReferralsPage,
    ReferrerRow,
    RewardRow,
    Sum,
    WorthRow,
)
from services.portal.pages.views import FieldError
from services.portal.queries.workspaces import get_workspace
from shared.money import Money
from shared.words import say

router = APIRouter(include_in_schema=False, prefix="/office/referrals")

_HERE = "/office/referrals"
_FORM = {
    "name": "",
    "referrer_kind": "fixed",
    "referrer_value": "",
    "friend_kind": "none",
    "friend_value": "",
    "approves": "",
}
_SHARES = {"referrer": say("The referrer's reward"), "friend": say("The friend's reward")}
_ASKED_ABOUT = 20
"""How many customers billing is asked about for one page; the rewards of others go to what is due next."""
_ACTS = {"earned": ("approve", "decline"), "approved": ("redeem",)}


@router.api_route("", methods=LOOK)
async def referrals(request: Request, staff: OfficeDep, cursor: str | None = None) -> Response:
    """All of it."""
    return await _page(request, staff, cursor)


@router.post("/programmes")
async def start(request: Request, staff: OfficeDep) -> Response:
    """Starts a programme in place of the one before."""
    form = await request.form()
    typed = {name: text_in(form, name) for name in _FORM}
    client, caller = services(request).referrals, caller_of(request, staff)
    reader = Reader(shell(request).locale, await _currency(request, staff))
    programme = {
        "name": typed["name"],
        "referrer": _share(reader, typed, "referrer"),
        "friend": _share(reader, typed, "friend"),
        "approves_itself": typed["approves"] == "yes",
    }
    if reader.errors:
        return await _page(request, staff, None, form=typed, errors=reader.errors, status=422)
    try:
        await referrals_client.start_programme(client, caller, programme)
    except Refused as refused:
        if not refused.is_correctable:
            raise
        return await _page(request, staff, None, form=typed, errors=_errors(refused), status=refused.status)
    return see(f"{_HERE}#programme")


@router.post("/programmes/{programme_id}/end")
async def end(request: Request, staff: OfficeDep, programme_id: UUID) -> Response:
    """Nothing is earned by it any more."""
    client, caller = services(request).referrals, caller_of(request, staff)
    return await _then_back(request, staff, referrals_client.end_programme(client, caller, str(programme_id)))


@router.post("/rewards/{reward_id}/{act}")
async def act_on(
    request: Request, staff: EditingOfficeDep, reward_id: UUID, act: Literal["approve", "decline", "redeem"]
) -> Response:
    """Grants a reward, does not, or uses it: on the invoice that was chosen, or the one that is due next."""
    client, caller = services(request).referrals, caller_of(request, staff)
    chosen = text_in(await request.form(), "invoice_id")
    body = {"invoice_id": chosen} if act == "redeem" and chosen else None
    return await _then_back(request, staff, referrals_client.act_on_reward(client, caller, str(reward_id), act, body))


async def _then_back(request: Request, staff: Staff, doing: Awaitable[None]) -> Response:
    try:
        await doing
    except Refused as refused:
        if not refused.is_correctable:
            raise
        return await _page(request, staff, None, problem=refused.message, status=refused.status)
    return see(_HERE)


async def _page(
    request: Request,
    staff: Staff,
    cursor: str | None,
    *,
    form: dict[str, str] | None = None,
    errors: list[FieldError] | None = None,
    problem: str | None = None,
    status: int = 200,
) -> Response:
    client, caller = services(request).referrals, caller_of(request, staff)
    top, programmes, listed, frame, currency = await asyncio.gather(
        referrals_client.top_referrers(client, caller),
        referrals_client.programmes(client, caller),
        referrals_client.rewards(client, caller, cursor=cursor),
        frame_of(request, staff),
        _currency(request, staff),
    )
    surroundings, may_change, older = shell(request), may_edit(staff), listed["next_cursor"]
    owed = await _owed(request, staff, listed["items"]) if may_change else {}
    now = next((one for one in programmes if one["ended_at"] is None), None)
    content = ReferralsPage(
        shell=surroundings,
        frame=frame,
        referrers=[_referrer(one) for one in top["items"]],
        worth=[_worth(say("Referred customers"), top["referred"]), _worth(say("All others"), top["others"])],
        rewards=[_reward(one, owed.get(one["customer_id"], ()), may_change=may_change) for one in listed["items"]],
        currency=currency,
        form=form or dict(_FORM),
        programme=_programme(now, surroundings.locale, may_change=may_change) if now else None,
        start_action=f"{_HERE}/programmes" if may_change else None,
        errors=errors or (),
        problem=problem,
        older_url=f"{_HERE}?{urlencode({'cursor': older})}" if older else None,
        newest_url=_HERE if cursor else None,
    )
    return page("office/referrals.html", content, status=status)


def _share(reader: Reader, typed: dict[str, str], side: str) -> dict[str, Any]:
    """What a side gets, as referrals takes it: fixed amounts are typed in dollars, and kept in cents."""
    kind, name = typed[f"{side}_kind"], f"{side}_value"
    match kind:
        case "fixed":
            return {"kind": kind, "value": str(reader.money(name, typed[name], _SHARES[side]))}
        case "percent":
            return {"kind": kind, "value": reader.percentage(name, typed[name], _SHARES[side])}
    return {"kind": kind, "value": "0"}


def _errors(refused: Refused) -> list[FieldError]:
    known = {"referrer": "referrer_value", "friend": "friend_value", "name": "name"}
    labels = _SHARES | {"name": say("The name")}
    told = [(one.field.partition(".")[0], one.message) for one in refused.fields]
    return [
        FieldError(field=known[field], message=f"{labels[field]} {message.removeprefix(field).strip()}")
        for field, message in told
        if field in known
    ] or [FieldError(field="name", message=refused.message)]


def _referrer(one: dict[str, Any]) -> ReferrerRow:
    return ReferrerRow(
        name=one["name"],
        visits=one["visits"],
        requests=one["requests"],
        won=one["won"],
        rewards=[Sum(**amount) for amount in one["rewards"]],
    )


def _worth(name: str, found: dict[str, Any]) -> WorthRow:
    customers, paid = found["customers"], [Sum(**amount) for amount in found["lifetime_value"]]
    each = [Sum(currency=one.currency, minor=one.minor // customers) for one in paid] if customers else []
    return WorthRow(name=name, customers=customers, sums=paid, each=each)


async def _owed(request: Request, staff: Staff, rewards: list[dict[str, Any]]) -> dict[str, list[OpenInvoice]]:
    """What each customer owes who has a reward to redeem, as far as that can be told now."""
    waiting = dict.fromkeys(one["customer_id"] for one in rewards if one["status"] == "approved")
    client, caller = services(request).billing, caller_of(request, staff)

    async def of(customer_id: str) -> list[OpenInvoice]:
        try:
            found = await billing_invoices.open_of(client, caller, customer_id)
        except (ServiceUnavailable, Refused):
            return []
        return [
            OpenInvoice(
                id=one["invoice_id"], number=one["number"], due=Sum(currency=one["currency"], minor=one["amount_due"])
            )
            for one in found
        ]

    asked = list(waiting)[:_ASKED_ABOUT]
    return dict(zip(asked, await asyncio.gather(*(of(customer_id) for customer_id in asked)), strict=True))


def _reward(one: dict[str, Any], owed: Sequence[OpenInvoice], *, may_change: bool) -> RewardRow:
    acts = _ACTS.get(one["status"], ()) if may_change else ()
    return RewardRow(
        customer_name=one["customer_name"],
        side=one["side"],
        amount=Sum(**one["amount"]),
        status=one["status"],
        earned_at=one["earned_at"],
        invoices=[invoice for invoice in owed if invoice.due.currency == one["amount"]["currency"]],
        acts=[(act, f"{_HERE}/rewards/{one['reward_id']}/{act}") for act in acts],
    )


def _programme(one: dict[str, Any], locale: str, *, may_change: bool) -> ProgrammeCard:
    return ProgrammeCard(
        name=one["name"],
        referrer=_in_words(one["referrer"], one["currency"], locale),
        friend=_in_words(one["friend"], one["currency"], locale),
        approves_itself=one["approves_itself"],
        since=one["created_at"],
        end_action=f"{_HERE}/programmes/{one['programme_id']}/end" if may_change else None,
    )


def _in_words(share: dict[str, str], currency: str, locale: str) -> str:
    match share["kind"]:
        case "fixed":
            return Money(int(share["value"]), currency).format(locale)
        case "percent":
            return say("{value}% of what the friend accepts", value=share["value"])
    return "nothing"


async def _currency(request: Request, staff: Staff) -> str:
    return await run_in_threadpool(_read_currency, request, staff)


def _read_currency(request: Request, staff: Staff) -> str:
    with request.app.state.context.database.read() as session:
        return get_workspace(session, staff.workspace_id).currency
