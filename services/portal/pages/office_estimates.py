"""Estimates in the console: the list, and one record with everything that happened to it."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any, TypedDict, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.adapters import billing_client, quotes_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.staff import Staff
from services.portal.pages.address_views import Blocked
from services.portal.pages.answers import page, shell
from services.portal.pages.attachment_views import AttachmentGroup
from services.portal.pages.office import frame_of
from services.portal.pages.office_addresses import blocked_of
from services.portal.pages.office_appointments import job_of
from services.portal.pages.office_attachments import attachment_groups
from services.portal.pages.office_records import (
    customer_url,
    history_line,
    invoice_summary,
    office_quote,
    row,
    void_form,
    ways_out,
)
from services.portal.pages.office_sessions import OfficeDep, caller_of, may_edit
from services.portal.pages.office_telling import told
from services.portal.pages.office_views import (
    EstimatePage,
    EstimatesPage,
    JobSummary,
    SendDialog,
    SendProblem,
    VoidForm,
)
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.tabs import chosen_by
from services.portal.pages.views import Link
from shared.ids import new_id
from shared.words import say

router = APIRouter(include_in_schema=False)

_LIST = "/office/estimates"
_LIST_OF_INVOICES = "/office/invoices"
_ON_A_PAGE = 50
T = TypeVar("T")


@router.api_route(_LIST, methods=LOOK)
async def estimates(request: Request, staff: OfficeDep, cursor: str | None = None, unanswered: str = "") -> Response:
    """All estimates, the newest first; with `unanswered` those where the customer has written last."""
    caller, wanted = caller_of(request, staff), {"unanswered": "true"} if unanswered else {}
    listed, frame = await asyncio.gather(
        quotes_client.estimates(services(request).quotes, caller, cursor=cursor, limit=_ON_A_PAGE, **wanted),
        frame_of(request, staff),
    )
    older = listed["next_cursor"]
    content = EstimatesPage(
        shell=shell(request),
        frame=frame,
        rows=[row(item, f"{_LIST}/{item['estimate_id']}") for item in listed["items"]],
        new_url=f"{_LIST}/new" if may_edit(staff) else None,
        unanswered=bool(unanswered),
        older_url=_url(cursor=older, unanswered=unanswered) if older else None,
        newest_url=_url(unanswered=unanswered) if cursor else None,
    )
    return page("office/estimates.html", content)


def _url(**query: str) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{_LIST}?{urlencode(given)}" if given else _LIST


@router.api_route(_LIST + "/{estimate_id}", methods=LOOK)
async def estimate(request: Request, staff: OfficeDep, estimate_id: UUID) -> Response:
    """One record; with `?send` the dialog that sends it is open."""
    asked: dict[str, Any] | None = {} if "send" in request.query_params else None
    return await record_page(request, staff, estimate_id, asked=asked)


async def record_page(
    request: Request,
    staff: Staff,
    estimate_id: UUID,
    *,
    asked: dict[str, Any] | None = None,
    problem: SendProblem | None = None,
    voiding: VoidForm | None = None,
    status: int = 200,
) -> Response:
    """The page of a record. What another service cannot tell now is left out, and comes back with it.

    What was `asked` of the dialog that sends it opens that, and a `voiding` that failed is shown again.
    """
    quotes, caller, this = services(request).quotes, caller_of(request, staff), str(estimate_id)
    found, history, evidence, notes, invoices, frame = await asyncio.gather(
        quotes_client.estimate(quotes, caller, this),
        quotes_client.lines(quotes, caller, this, "/history"),
        _or_none(quotes_client.estimate(quotes, caller, this, "/evidence")),
        quotes_client.lines(quotes, caller, this, "/notes"),
        _or_none(billing_client.invoices(services(request).billing, caller, estimate_id=this)),
        frame_of(request, staff),
    )
    attachments, warning, job, unwritten = await _beside(request, staff, found)
    actions = _actions(found, staff)
    content = EstimatePage(
        shell=shell(request),
        frame=frame,
        quote=office_quote(found, notes),
        base=f"{_LIST}/{this}",
        link=found["link"],
        link_warning=warning if may_edit(staff) else None,
        preview_url=f"{_LIST}/{this}/preview",
        **actions,
        sending=_dialog(found, asked, problem) if asked is not None and actions["send_action"] else None,
        told=told(request),
        voiding=(voiding or void_form(found)) if may_edit(staff) and found["can_void"] else None,
        customer_email=found["customer"]["email"],
        customer_phone=found["customer"]["phone"],
        blocked=unwritten,
        history=[history_line(line) for line in reversed(history)],
        evidence=evidence,
        attachments=attachments,
        job=job,
        invoices=[invoice_summary(invoice) for invoice in invoices or ()],
        invoice_action=_LIST_OF_INVOICES if may_edit(staff) and found["job"] and not _whole(invoices) else None,
    )
    return page("office/estimate.html", content, status=status)


async def _beside(
    request: Request, staff: Staff, found: dict[str, Any]
) -> tuple[Sequence[AttachmentGroup], str | None, JobSummary | None, list[Blocked]]:
    """Its files, what is to be known before it is sent, its job, and addresses that it cannot go to."""
    return await asyncio.gather(
        attachment_groups(request, staff, found),
        _link_warning(request, staff, found),
        job_of(request, staff, found),
        blocked_of(request, staff, found),
    )


class _Actions(TypedDict):
    send_action: str | None
    revoke_action: str | None
    note_action: str | None
    edit_url: str | None
    duplicate_action: str | None
    once: str
    customer_url: str
    ways_out: dict[str, Link]


def _actions(found: dict[str, Any], staff: Staff) -> _Actions:
    """Where the forms lead that this member of the office may send, and what belongs to the record elsewhere."""
    here, may_change = f"{_LIST}/{found['estimate_id']}", may_edit(staff)
    return {
        "send_action": f"{here}/send" if may_change and found["can_send"] else None,
        "revoke_action": f"{here}/links/revoke" if may_change and found["sent_at"] else None,
        "note_action": f"{here}/notes" if may_change else None,
        "edit_url": f"{here}/edit" if may_change and found["can_revise"] else None,
        "duplicate_action": f"{here}/duplicate" if may_change else None,
        "once": str(new_id()),
        "customer_url": customer_url(found),
        "ways_out": ways_out(found),
    }


async def _link_warning(request: Request, staff: Staff, found: dict[str, Any]) -> str | None:
    """What keeps the link from leading anywhere, if anything does."""
    if found["record_type"] != "holiday_lights" or found["public_token"]:
        return None
    if (await chosen_by(request, staff.workspace_id)).holiday_lights_enabled:
        return None
    return say("Holiday lights are off in your portal, so the link of this record opens nothing yet.")


def _dialog(found: dict[str, Any], asked: dict[str, Any], problem: SendProblem | None) -> SendDialog:
    kind, channel = asked.get("kind") or found["kind"], asked.get("channel", "email")
    return SendDialog(kind=kind, channel=channel, problem=problem)


def _whole(invoices: list[dict[str, Any]] | None) -> bool:
    """Whether the work has its invoice, or billing cannot say."""
    if invoices is None:
        return True
    return any(one["kind"] == "invoice" and one["status"] != "void" for one in invoices)


async def _or_none(asking: Awaitable[T]) -> T | None:
    try:
        return await asking
    except (ServiceUnavailable, Refused):
        return None
