"""What the office does with an invoice: issue, send, void, take money for it, give it back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Request

from services.billing.api.invoice_answers import InvoiceView
from services.billing.api.invoice_bodies import PaymentBody, RefundBody, Sending, Voiding
from services.billing.api.invoices import answer
from services.billing.queries.invoices import invoice_of
from services.billing.queries.workspaces import today_in
from services.billing.usecases.issue_invoice import issue_invoice
from services.billing.usecases.record_payment import record_payment
from services.billing.usecases.refund_invoice import refund_invoice
from services.billing.usecases.send_invoice import send_invoice
from services.billing.usecases.void_invoice import void_invoice
from shared.clock import utc_now
from shared.web.caller import EditorDep
from shared.web.unit_of_work import UnitOfWorkRoute, Writing

router = APIRouter(prefix="/invoices/{invoice_id}", route_class=UnitOfWorkRoute)


@router.post("/issue")
def issue(invoice_id: UUID, staff: EditorDep, session: Writing) -> InvoiceView:
    """Gives a draft its number without mailing it, such as for one that goes out on paper."""
    issued = issue_invoice(session, workspace_id=staff.workspace, invoice_id=invoice_id, now=utc_now())
    return answer(session, staff.workspace, issued)


SendingBody = Annotated[Sending | None, Body()]


@router.post("/send", status_code=202)
def send(
    invoice_id: UUID, staff: EditorDep, session: Writing, request: Request, body: SendingBody = None
) -> InvoiceView:
    """Mails or texts its link, for the first time or again; a draft gets its number. 422 `send_failed` leaves all as it was."""
    links, channel = request.app.state.context.adapters.links, body.channel if body else None
    whose = {"workspace_id": staff.workspace, "invoice_id": invoice_id}
    sent = send_invoice(session, **whose, channel=channel, links=links, cause="sent", now=utc_now())
    return answer(session, staff.workspace, sent)


@router.post("/remind", status_code=202)
def remind(
    invoice_id: UUID, staff: EditorDep, session: Writing, request: Request, body: SendingBody = None
) -> InvoiceView:
    """Mails or texts its link as a reminder."""
    invoice_of(session, staff.workspace, invoice_id).check_takes_money()
    links, channel = request.app.state.context.adapters.links, body.channel if body else None
    whose = {"workspace_id": staff.workspace, "invoice_id": invoice_id}
    sent = send_invoice(session, **whose, channel=channel, links=links, cause="reminder", now=utc_now())
    return answer(session, staff.workspace, sent)


@router.post("/void")
def void(
    invoice_id: UUID, staff: EditorDep, session: Writing, body: Annotated[Voiding | None, Body()] = None
) -> InvoiceView:
    """Asks for the money no longer; 409 `cannot_void` while there is money of it. The number stays taken."""
    whose = {"workspace_id": staff.workspace, "invoice_id": invoice_id}
    voided = void_invoice(session, **whose, reason=body.reason if body else "", now=utc_now())
    return answer(session, staff.workspace, voided)


@router.post("/payments", status_code=201)
def record(invoice_id: UUID, body: PaymentBody, staff: EditorDep, session: Writing, request: Request) -> InvoiceView:
    """Records a cheque, cash, or other money that has not come through Stripe; a payment page that is open is closed."""
    now, invoice = utc_now(), invoice_of(session, staff.workspace, invoice_id)
    invoice.check_takes_money()
    record_payment(
        session,
        workspace_id=staff.workspace,
        invoice_id=invoice_id,
        amount=invoice.amount_due if body.amount is None else body.amount,
        method=body.method,
        reference=body.reference,
        received_on=body.received_on or today_in(session, staff.workspace, now),
        recorded_by=staff.name,
        links=request.app.state.context.adapters.links,
        now=now,
    )
    return answer(session, staff.workspace, invoice_of(session, staff.workspace, invoice_id))


@router.post("/refunds", status_code=201)
def refund(invoice_id: UUID, body: RefundBody, staff: EditorDep, session: Writing) -> InvoiceView:
    """Gives back part or all of what was paid, the way it came; what goes through Stripe is `due` until that has answered."""
    refund_invoice(
        session,
        workspace_id=staff.workspace,
        invoice_id=invoice_id,
        amount=body.amount,
        reason=body.reason,
        made_by=staff.name,
        now=utc_now(),
    )
    session.flush()
    return answer(session, staff.workspace, invoice_of(session, staff.workspace, invoice_id))
