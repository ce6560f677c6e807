"""Invoices for the office."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.billing.api.invoice_answers import InvoicePage, InvoiceView, invoice_view
from services.billing.api.invoice_bodies import InvoiceChange, NewInvoice
from services.billing.domain.errors import InvalidCursor
from services.billing.domain.invoice import Content, Invoice
from services.billing.queries.customers import phone_on_file
from services.billing.queries.invoices import InvoiceFilter, invoice_of, invoices_page
from services.billing.queries.records import money_of, money_of_all
from services.billing.queries.workspaces import today_in
from services.billing.usecases.change_invoice import change_invoice
from services.billing.usecases.delete_draft import delete_draft
from services.billing.usecases.invoice_agreement import invoice_agreement
from services.billing.usecases.invoice_by_hand import invoice_by_hand
from services.billing.usecases.revoke_links import revoke_links
from shared.clock import utc_now
from shared.database.session import Session
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute)

TERM = timedelta(days=14)
"""When an invoice is due that does not say so."""


class Wanted(BaseModel):
    """`q` looks into number, title, and the customer's name and email."""

    model_config = ConfigDict(extra="ignore")

    estimate_id: UUID | None = None
    customer_id: UUID | None = None
    state: Literal["draft", "open", "overdue", "paid", "void"] | None = None
    q: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = ""
    cursor: str | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


@router.get("/invoices")
def list_invoices(wanted: Annotated[Wanted, Query()], staff: StaffDep, session: Reading) -> InvoicePage:
    """The newest first."""
    chosen = InvoiceFilter(
        estimate_id=wanted.estimate_id, customer_id=wanted.customer_id, state=wanted.state, search=wanted.q
    )
    today, before = today_in(session, staff.workspace, utc_now()), _position(wanted.cursor)
    limit = wanted.limit + 1
    found = invoices_page(session, staff.workspace, wanted=chosen, today=today, before=before, limit=limit)
    shown = found[: wanted.limit]
    money = money_of_all(session, staff.workspace, shown)
    items = [invoice_view(invoice, money[invoice.id], today) for invoice in shown]
    return InvoicePage(items=items, next_cursor=str(shown[-1].id) if len(found) > wanted.limit else None)


@router.post("/invoices", status_code=201)
def create_invoice(body: NewInvoice, staff: EditorDep, session: Writing) -> InvoiceView:
    """A draft: of an accepted estimate or its job, with what was signed, or by hand. Send or issue it to ask for the money."""
    now = utc_now()
    due_on = body.due_on or today_in(session, staff.workspace, now) + TERM
    if body.estimate_id or body.job_id:
        draft = invoice_agreement(
            session,
            workspace_id=staff.workspace,
            estimate_id=body.estimate_id,
            job_id=body.job_id,
            due_on=due_on,
            note=body.note,
            now=now,
        )
    else:
        draft = invoice_by_hand(
            session,
            workspace_id=staff.workspace,
            customer_id=body.customer_id,
            customer_name=body.customer_name,
            customer_email=body.customer_email,
            title=body.title,
            lines=[line.line() for line in body.lines or ()],
            currency=body.currency,
            due_on=due_on,
            note=body.note,
            now=now,
        )
    session.flush()
    return answer(session, staff.workspace, draft)


@router.get("/invoices/{invoice_id}")
def get_invoice(invoice_id: UUID, staff: StaffDep, session: Reading) -> InvoiceView:
    return answer(session, staff.workspace, invoice_of(session, staff.workspace, invoice_id))


@router.patch("/invoices/{invoice_id}")
def patch_invoice(invoice_id: UUID, body: InvoiceChange, staff: EditorDep, session: Writing) -> InvoiceView:
    """Changes a draft, or an invoice that nothing has been paid of; a payment page that is open for it is closed."""
    before = invoice_of(session, staff.workspace, invoice_id)
    content = _content(before, body)
    changed = change_invoice(
        session, workspace_id=staff.workspace, invoice_id=invoice_id, content=content, now=utc_now()
    )
    return answer(session, staff.workspace, changed)


@router.delete("/invoices/{invoice_id}", status_code=204)
def delete_invoice(invoice_id: UUID, staff: EditorDep, session: Writing) -> Response:
    """Throws a draft away; one that was issued is voided instead, and keeps its number."""
    delete_draft(session, workspace_id=staff.workspace, invoice_id=invoice_id)
    return Response(status_code=204)


class Revocation(BaseModel):
    """Which link, by the token at the end of its address; without one all that there are."""

    model_config = ConfigDict(extra="forbid")

    token: str | None = None


class Revoked(BaseModel):
    """Until when links to the invoice, or the one named, open nothing any more."""

    revoked_at: datetime


@router.post("/invoices/{invoice_id}/links/revoke")
def revoke(
    invoice_id: UUID,
    staff: EditorDep,
    session: Writing,
    request: Request,
    body: Annotated[Revocation | None, Body()] = None,
) -> Revoked:
    """Revokes one link to the invoice, or all of them. Whoever opens one is offered a fresh one by email."""
    links, now = request.app.state.context.adapters.links, utc_now()
    link = links.open_once_valid(body.token) if body and body.token is not None else None
    revoke_links(session, workspace_id=staff.workspace, invoice_id=invoice_id, link=link, now=now)
    return Revoked(revoked_at=now)


def answer(session: Session, workspace_id: UUID, invoice: Invoice) -> InvoiceView:
    """The invoice as it is now."""
    today: date = today_in(session, workspace_id, utc_now())
    phone = phone_on_file(session, workspace_id, invoice.customer_id)
    return invoice_view(invoice, money_of(session, workspace_id, invoice), today, phone)


def _content(before: Invoice, body: InvoiceChange) -> Content:
    told = body.model_fields_set
    return Content(
        title=body.title or before.title,
        lines=[line.line() for line in body.lines] if body.lines else before.items,
        due_on=body.due_on or before.due_on,
        note=body.note if "note" in told else before.note,
    )


def _position(cursor: str | None) -> UUID | None:
    try:
        return UUID(cursor) if cursor else None
    except ValueError:
        raise InvalidCursor("Take the cursor from next_cursor of the page before.", field="cursor") from None
