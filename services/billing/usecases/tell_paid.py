"""Tell that an invoice is paid."""

from datetime import datetime

from services.billing.domain.invoice import Invoice
from services.billing.queries.customers import address_on_file, phone_on_file
from shared.database.session import Session
from shared.events.billing import InvoicePaid
from shared.messaging.outbox import publish


def tell_paid(session: Session, *, invoice: Invoice, method: str, link: str | None, now: datetime) -> None:
    """The customer gets a receipt, the office a notice; `method` is how the last of it was paid."""
    publish(
        session,
        InvoicePaid(
            workspace_id=invoice.workspace_id,
            invoice_id=invoice.id,
            number=invoice.number,
            kind=invoice.kind,
            title=invoice.title,
            estimate_id=invoice.estimate_id,
            customer_id=invoice.customer_id,
            customer_name=invoice.customer_name,
            customer_email=address_on_file(session, invoice.workspace_id, invoice),
            currency=invoice.currency,
            total=invoice.total,
            paid_at=now,
            payment_method=method,
            receipt_link=link,
            customer_phone=phone_on_file(session, invoice.workspace_id, invoice.customer_id),
        ),
    )
