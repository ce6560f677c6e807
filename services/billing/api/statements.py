"""Statements of account, for the office."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from services.billing.adapters.statement_pdf import StatementPaper, render_statement
from services.billing.api.invoice_pdf import PDF
from services.billing.domain.credit import balances_of
from services.billing.domain.errors import CustomerNotFound, InvalidPeriod
from services.billing.domain.statement import Statement, statements
from services.billing.domain.workspace import Workspace
from services.billing.queries.credits import credits_of
from services.billing.queries.customers import customer_name, customer_of
from services.billing.queries.statements import movements_of
from services.billing.queries.workspaces import workspace_of
from shared.clock import utc_now
from shared.database.session import Session
from shared.web.caller import StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

router = APIRouter(route_class=UnitOfWorkRoute)

USUAL = timedelta(days=364)
"""How far back a statement goes that does not say from when."""
_A_DAY_ANYWHERE = timedelta(days=2)


class StatementRowView(BaseModel):
    """Something that moved: `asked` of the customer, or `settled`; money that was given back stands in both.

    `kind` is invoice_issued, invoice_changed, invoice_voided, deposit_credited, reward_credited, reward_taken_back,
    payment, payment_not_due, offline_payment, refund or refund_failed.
    """

    day: date
    kind: str
    number: str
    title: str
    asked: int
    settled: int
    balance: int


class StatementView(BaseModel):
    """The account in one currency: `opening`, and what was `asked`, less what was `settled`, comes to `closing`."""

    currency: str
    opening: int
    asked: int
    settled: int
    closing: int
    rows: list[StatementRowView]


class CustomerStatement(BaseModel):
    """From one day to another, both included, where the business is. Empty where nothing was ever asked."""

    customer_id: UUID
    customer_name: str
    since: date
    until: date
    statements: list[StatementView]


@router.get("/invoices/statement.pdf", response_class=Response, responses=PDF)
def get_statement_pdf(
    customer_id: UUID,
    staff: StaffDep,
    session: Reading,
    since: Annotated[date | None, Query(alias="from")] = None,
    until: Annotated[date | None, Query(alias="to")] = None,
) -> Response:
    """The same on paper, with what credits are left for work to come."""
    name, first, last, found = drawn_up(session, staff.workspace, customer_id, since, until)
    workspace = workspace_of(session, staff.workspace) or Workspace(id=staff.workspace, time_zone="UTC")
    credit = balances_of(credits_of(session, staff.workspace, customer_id))
    known = customer_of(session, staff.workspace, customer_id)
    language = known.language if known else ""
    content = render_statement(StatementPaper(workspace, name, first, last, found, credit, language))
    file = f'inline; filename="statement-{first}-{last}.pdf"'
    headers = {"Content-Disposition": file, "Cache-Control": "no-store"}
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/invoices/statement")
def get_statement(
    customer_id: UUID,
    staff: StaffDep,
    session: Reading,
    since: Annotated[date | None, Query(alias="from")] = None,
    until: Annotated[date | None, Query(alias="to")] = None,
) -> CustomerStatement:
    """The last year, where nothing else is asked for."""
    name, first, last, found = drawn_up(session, staff.workspace, customer_id, since, until)
    return CustomerStatement(
        customer_id=customer_id,
        customer_name=name,
        since=first,
        until=last,
        statements=[_view(one) for one in found],
    )


def drawn_up(
    session: Session, workspace_id: UUID, customer_id: UUID, since: date | None, until: date | None
) -> tuple[str, date, date, list[Statement]]:
    """Whose it is, from when, until when, and what it says; raises `CustomerNotFound` or `InvalidPeriod`."""
    name = customer_name(session, workspace_id, customer_id)
    if name is None:
        raise CustomerNotFound("There is no such customer here, or nothing was ever asked of them.")
    workspace = workspace_of(session, workspace_id) or Workspace(id=workspace_id, time_zone="UTC")
    last = until or workspace.day_of(utc_now())
    first = since or last - USUAL
    if first > last:
        raise InvalidPeriod("The first day of a statement comes before its last.", field="from")
    end = datetime.combine(last, time(), UTC) + _A_DAY_ANYWHERE
    moved = movements_of(session, workspace_id, customer_id, end)
    return name, first, last, statements(moved, first, last, workspace.day_of)


def _view(one: Statement) -> StatementView:
    return StatementView(
        currency=one.currency,
        opening=one.opening,
        asked=one.asked,
        settled=one.settled,
        closing=one.closing,
        rows=[
            StatementRowView(
                day=row.day,
                kind=row.kind,
                number=row.number,
                title=row.title,
                asked=row.asked,
                settled=row.settled,
                balance=row.balance,
            )
            for row in one.rows
        ],
    )
