"""Invoices and receipts on paper: for the office, and for the customer who holds a link."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from services.billing.adapters.invoice_pdf import Kind, Paper, render
from services.billing.api.scope import invoice_in_scope
from services.billing.domain.invoice import Invoice
from services.billing.domain.workspace import Workspace
from services.billing.queries.customers import customer_of
from services.billing.queries.invoices import invoice_of
from services.billing.queries.records import money_of
from services.billing.queries.workspaces import workspace_of
from shared.database.session import Session
from shared.web.caller import LinkDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute
from shared.words import NAMES

router = APIRouter(route_class=UnitOfWorkRoute)

PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.get("/invoices/{invoice_id}/pdf", response_class=Response, responses=PDF)
def office_pdf(invoice_id: UUID, staff: StaffDep, session: Reading, kind: Kind = "invoice") -> Response:
    """The invoice, or with `?kind=receipt` what has been paid of it, as a tagged PDF."""
    return _answer(session, staff.workspace, invoice_of(session, staff.workspace, invoice_id), kind)


# The gateway's own way to billing: nobody else can reach it, so that the public document says nothing of it.
@router.get("/public/invoice/pdf", response_class=Response, include_in_schema=False)
def public_pdf(caller: LinkDep, session: Reading, kind: Kind = "invoice", language: str = "") -> Response:
    """The same for whoever holds its link, in the language they chose if they have."""
    chosen = language if language in NAMES else ""
    return _answer(session, caller.workspace, invoice_in_scope(session, caller), kind, chosen)


def _answer(session: Session, workspace_id: UUID, invoice: Invoice, kind: Kind, language: str = "") -> Response:
    customer = customer_of(session, workspace_id, invoice.customer_id)
    spoken = language or (customer.language if customer else "")
    workspace = workspace_of(session, workspace_id) or Workspace(id=workspace_id, time_zone="UTC")
    content = render(Paper(kind, invoice, money_of(session, workspace_id, invoice), workspace, spoken))
    name = f"{kind}-{invoice.label}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/pdf", headers=headers)
