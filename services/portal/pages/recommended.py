"""Shared links: they lead into the portal, and the browser keeps the code for 90 days. Opening one counts nothing."""

import hashlib
import io
import re
from datetime import timedelta
from uuid import UUID

import segno
from fastapi import APIRouter, Request, Response

from services.portal.adapters import referrals_client
from services.portal.domain.arrival import REFERRAL
from services.portal.domain.network import network_of
from services.portal.domain.nonce import is_page_nonce, page_nonce
from services.portal.domain.robots import is_browser
from services.portal.pages.answers import see
from services.portal.pages.arrivals import MARK
from services.portal.pages.browser import client_ip, is_https, own_url, visitor
from services.portal.pages.office_sessions import staff_of_browser
from services.portal.pages.opened import dressed, services, settings
from services.portal.pages.places import LOOK
from services.portal.pages.tabs import chosen_by, tab_path
from shared.clock import utc_now
from shared.errors import NotFound
from shared.words import say

router = APIRouter(include_in_schema=False)

KEPT_FOR = timedelta(days=90)
_COOKIE = "referral"
_CODE = re.compile(r"[2-9A-Z]{8}")
_JUST_COME = "welcome"
_FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}


@router.api_route("/r/{code}", methods=LOOK)
async def come(request: Request, code: str) -> Response:
    """Leads to the request of an estimate, else to the portal's front page, with the code kept either way."""
    found = await referrals_client.open_code(services(request).referrals, visitor(request), read_code(code))
    profile = await dressed(request, UUID(found["workspace_id"]))
    chosen = await chosen_by(request, profile.workspace_id)
    if not chosen.referrals:
        raise NotFound(say("This business gives out no links to share."))
    home = profile.business.home_url
    place = tab_path("estimate_requests") if chosen.estimate_requests else None
    answer = see(f"{home}{place or ''}?{_JUST_COME}=1&{MARK}={REFERRAL}")
    answer.set_cookie(
        _COOKIE,
        found["code"],
        max_age=int(KEPT_FOR.total_seconds()),
        path=home,
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )
    return answer


@router.api_route("/r/{code}/qr.svg", methods=LOOK)
async def picture(request: Request, code: str) -> Response:
    """The link as a QR code."""
    drawn = io.BytesIO()
    address = f"{own_url(request)}/r/{read_code(code)}"
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=4, border=2, xmldecl=False)
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers=_FOR_A_DAY)


@router.post("/r/{code}/visit")
async def visit(request: Request, code: str) -> Response:
    """Counts a visit when a person has shown up who is not of the office. The answer never tells."""
    known = read_code(code)
    if _is_meant(request, known) and await staff_of_browser(request) is None:
        await referrals_client.count_visit(
            services(request).referrals, visitor(request), known, _hashed(request, known)
        )
    return Response(status_code=204)


def read_code(code: str) -> str:
    """The code, however it was typed; raises `NotFound` for what cannot be one."""
    known = code.strip().upper()
    if not _CODE.fullmatch(known):
        raise NotFound(say("There is no such link."))
    return known


def kept_code(request: Request) -> str | None:
    """The code of the shared link by which this browser came to the portal within the last 90 days."""
    code = request.cookies.get(_COOKIE, "")
    return code if _CODE.fullmatch(code) else None


def has_just_come(request: Request) -> bool:
    """Whether the page is the one that a shared link has led to."""
    return _JUST_COME in request.query_params


def visit_url(code: str) -> str:
    """Where a visit by this code is told, once a person has shown up."""
    return f"/r/{code}/visit"


def visit_nonce(request: Request, code: str) -> str:
    """The nonce that proves that it comes from a page of ours."""
    return page_nonce(_secret(request), _name(code), utc_now())


def _is_meant(request: Request, code: str) -> bool:
    nonce = request.headers.get("x-nonce", "")
    by_browser = is_browser(visitor(request).user_agent)
    return by_browser and is_page_nonce(_secret(request), _name(code), nonce, utc_now())


def _name(code: str) -> str:
    """The link, among all that can be visited: by a name that no link's token can have."""
    return f"shared:{code}"


def _hashed(request: Request, code: str) -> str:
    """Who visits, so that nobody can tell, but the same one is known again."""
    who = f"{_secret(request)}|{code}|{network_of(client_ip(request))}|{visitor(request).user_agent}"
    return hashlib.sha256(who.encode()).hexdigest()[:32]


def _secret(request: Request) -> str:
    return settings(request).service_token_secret.get_secret_value()
