"""Settings, Activity: who changed what, and when, for owners."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.activity import KINDS, UNCLEAR, Activity
from services.portal.domain.acts import WORDS
from services.portal.domain.staff import Staff
from services.portal.pages.activity_views import ActivityLine, ActivityPage, ChangeLine
from services.portal.pages.answers import page, shell
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import OfficeDep
from services.portal.pages.office_settings import sections
from services.portal.pages.places import LOOK
from services.portal.queries.activities import activities_of, actors_of
from shared.words import say, say_each

router = APIRouter(include_in_schema=False)

_HERE = "/office/settings/activity"
_ON_A_PAGE = 50
_PLACES = {
    "customers": "/office/customers/{}",
    "leads": "/office/leads/{}",
    "estimates": "/office/estimates/{}",
    "invoices": "/office/invoices/{}",
}
_LISTS = {
    "jobs": "/office/jobs",
    "reviews": "/office/reviews",
    "referrals": "/office/referrals",
    "messages": "/office/messages",
    "billing": "/office/settings/billing",
    "api-keys": "/office/settings/api-keys",
}
_ONE = {
    "customers": say("Customer"),
    "leads": say("Lead"),
    "estimates": say("Estimate"),
    "jobs": say("Job"),
    "invoices": say("Invoice"),
    "reviews": say("Review"),
    "brands": say("Brand"),
    "api-keys": say("API key"),
}


@router.api_route(_HERE, methods=LOOK)
async def activity(
    request: Request, staff: OfficeDep, kind: str = "", who: str = "", before: UUID | None = None
) -> Response:
    """The acts, newest first, of everybody or of somebody, of all kinds or of one."""
    is_owner = staff.role == "owner"
    asked = {"kind": kind if kind in KINDS else "", "who": who if _id(who) else ""}
    found, people = await run_in_threadpool(_read, request, staff, asked, before) if is_owner else ([], [])
    chosen = {name: value for name, value in asked.items() if value}
    older = f"{_HERE}?{urlencode({**chosen, 'before': found[_ON_A_PAGE - 1].id})}" if len(found) > _ON_A_PAGE else None
    content = ActivityPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        sections=sections(request),
        lines=[_line(one) for one in found[:_ON_A_PAGE]],
        kinds=list(KINDS.items()),
        people=[(str(actor_id), name) for actor_id, name in people],
        is_owner=is_owner,
        older_url=older,
        newest_url=f"{_HERE}?{urlencode(chosen)}" if before else None,
        **asked,
    )
    return page("office/settings_activity.html", content)


def _read(
    request: Request, staff: Staff, asked: dict[str, str], before: UUID | None
) -> tuple[Sequence[Activity], Sequence[tuple[UUID, str]]]:
    narrowed: dict[str, Any] = {"kind": asked["kind"] or None, "actor_id": _id(asked["who"])}
    with request.app.state.context.database.read() as session:
        found = activities_of(session, staff.workspace_id, **narrowed, before=before, limit=_ON_A_PAGE + 1)
        return found, actors_of(session, staff.workspace_id)


def _line(one: Activity) -> ActivityLine:
    place = _PLACES.get(one.kind) if one.subject_id and one.act != "delete" else None
    return ActivityLine(
        who=one.actor_name,
        by_program=one.actor_kind == "api_key",
        at=one.at,
        kind=KINDS.get(one.kind, one.kind),
        words=WORDS.get(one.act, one.act.replace("_", " ").capitalize()),
        unclear=one.outcome == UNCLEAR,
        subject=say_each([part for part in (_ONE.get(one.kind, ""), one.subject_name) if part], " "),
        url=place.format(one.subject_id) if place else _LISTS.get(one.kind),
        changes=[_change(change) for change in one.changes],
    )


def _change(change: dict[str, Any]) -> ChangeLine:
    before, after = change["before"], change["after"]
    name = str(change["field"]).replace("_", " ").capitalize()
    return ChangeLine(field=name, before=before, after=after, told=before is not None or after is not None)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
