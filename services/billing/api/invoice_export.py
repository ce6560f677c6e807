"""All invoices as a table for spreadsheets and accountants."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.billing.domain.invoice import Invoice
from services.billing.queries.invoices import invoices_issued
from services.billing.queries.workspaces import today_in
from shared.clock import utc_now
from shared.money import Money
from shared.web.caller import StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

router = APIRouter(route_class=UnitOfWorkRoute)

_COLUMNS = (
    *("number", "kind", "status", "title", "customer", "email", "currency", "issued", "due", "total", "tax"),
    *("deposit_credited", "paid", "refunded", "disputed", "amount_due", "paid_at", "reward_credited"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@router.get("/invoices/export.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def export(
    staff: StaffDep,
    session: Reading,
    since: Annotated[date | None, Query(alias="from")] = None,
    until: Annotated[date | None, Query(alias="to")] = None,
) -> Response:
    """What was issued from one day to another, both included, oldest first. Amounts are in whole currency units."""
    today = today_in(session, staff.workspace, utc_now())
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(_COLUMNS)
    writer.writerows(_row(invoice, today) for invoice in invoices_issued(session, staff.workspace, since, until))
    disposition = {"Content-Disposition": 'attachment; filename="invoices.csv"'}
    return Response(table.getvalue(), media_type="text/csv; charset=utf-8", headers=disposition)


def _row(invoice: Invoice, today: date) -> Iterator[str]:
    yield from (invoice.number, invoice.kind, invoice.state(today))
    yield from (_text(invoice.title), _text(invoice.customer_name), _text(invoice.customer_email or ""))
    yield from (invoice.currency, invoice.issued_at.date().isoformat(), invoice.due_on.isoformat())
    amounts = (invoice.total, invoice.tax, invoice.credited, invoice.received, invoice.refunded, invoice.disputed)
    for amount in (*amounts, invoice.amount_due):
        yield str(Money(amount, invoice.currency).decimal())
    yield invoice.paid_at.isoformat() if invoice.paid_at else ""
    # At the end, where it moves no column that a spreadsheet counts on.
    yield str(Money(invoice.rewarded, invoice.currency).decimal())


def _text(value: str) -> str:
    # A spreadsheet takes a text that begins so for a formula, and customers choose their names themselves.
    return f"'{value}" if value.startswith(_FORMULA) else value
