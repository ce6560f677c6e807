"""Addresses that are not written to any more, why, and what to do; and what a mail provider reports."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from services.notifications.adapters.mail_reports import read_reports
from services.notifications.api.raw_body import RawBody
from services.notifications.domain.suppression import WHAT_TO_DO
from services.notifications.queries.opt_outs import find_opt_out
from services.notifications.queries.suppressions import find_suppression
from services.notifications.usecases.note_mail_report import Report, note_mail_report
from services.notifications.usecases.write_again import write_again
from shared.clock import utc_now
from shared.errors import Unavailable
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute)

Address = Annotated[str, Query(min_length=3, max_length=320)]


class SuppressedAddress(BaseModel):
    """An address that gets nothing (`all`), or nothing but what it needs (`optional`), and why.

    `detail` is what its mail server said; `can_be_lifted` is False where only its owner may begin again.
    """

    address: str
    blocks: str
    reason: str
    detail: str
    since: datetime
    what_to_do: str
    can_be_lifted: bool


@router.get("/suppressions")
def read_suppressions(
    session: Reading, staff: StaffDep, address: Annotated[list[Address], Query()]
) -> list[SuppressedAddress]:
    """Those of the given addresses that are not written to, or not as usual."""
    found = []
    for one in address[:20]:
        suppression, opt_out = (
            find_suppression(session, staff.workspace, one),
            find_opt_out(session, staff.workspace, one),
        )
        if suppression is not None:
            found.append(_view(one, "all", suppression.reason, suppression.detail, suppression.created_at))
        elif opt_out is not None:
            found.append(_view(one, "optional", opt_out.reason or "unsubscribed", "", opt_out.created_at))
    return found


@router.delete("/suppressions", status_code=204)
def lift(session: Writing, staff: EditorDep, address: Address) -> None:
    """Has the address written to again, after somebody has seen to it; twice changes nothing."""
    write_again(session, workspace_id=staff.workspace, address=address)


@router.post("/webhooks/mail", include_in_schema=False, status_code=204)
def take_mail_reports(request: Request, session: Writing, body: RawBody) -> None:
    """2xx once all of them are noted. Anything else, and the provider sends them again."""
    secret = request.app.state.context.settings.mail_webhook_secret
    if secret is None:
        raise Unavailable(
            "Reports of bounced mail are not set up here. The operator sets MAIL_WEBHOOK_SECRET to do so."
        )
    for one in read_reports(body, request.headers, secret.get_secret_value(), utc_now()):
        report = Report(one.recipient, one.delivery_id, one.type == "complained", one.permanent, one.reason)
        note_mail_report(session, report=report)


def _view(address: str, blocks: str, reason: str, detail: str | None, since: datetime) -> SuppressedAddress:
    return SuppressedAddress(
        address=address,
        blocks=blocks,
        reason=reason,
        detail=detail or "",
        since=since,
        what_to_do=WHAT_TO_DO[reason],
        can_be_lifted=reason not in ("stopped", "unsubscribed"),
    )
