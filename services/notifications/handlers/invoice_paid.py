"""An invoice is paid: a receipt for the customer, and the office is told."""

from services.notifications.domain.copies import CopiesOf
from services.notifications.domain.notices import paid, payment_url
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.follow_invoice import follow_invoice
from services.notifications.usecases.queue_for_customer import queue_for_customer
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.billing import InvoicePaid
from shared.money import Money

_TOLD = {"customer_name", "number", "kind", "title", "currency", "total", "paid_at", "payment_method"}


def handle(session: Session, event: InvoicePaid) -> None:
    _send_receipt(session, event)
    _tell_office(session, event)
    follow_invoice(
        session,
        workspace_id=event.workspace_id,
        invoice_id=event.invoice_id,
        customer_id=event.customer_id,
        currency=event.currency,
        amount=0,
        at=event.envelope.time,
    )


def _send_receipt(session: Session, event: InvoicePaid) -> None:
    queue_for_customer(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="receipt_customer",
        email=event.customer_email,
        phone=event.customer_phone,
        copies=CopiesOf(customer_id=event.customer_id, page="invoices"),
        record_id=event.invoice_id,
        context=event.model_dump(mode="json", include=_TOLD | {"receipt_link"}),
    )


def _tell_office(session: Session, event: InvoicePaid) -> None:
    locale = get_workspace(session, event.workspace_id).locale
    tell_office(
        session,
        event=event,
        kind="payment_received",
        title="Deposit paid" if event.kind == "deposit" else "Payment received",
        text=paid(event.customer_name, event.number, Money(event.total, event.currency), locale),
        url=payment_url(event.estimate_id),
        record_id=event.invoice_id,
        at=event.paid_at,
        facts=_TOLD,
    )
