"""Have a customer get the link of an invoice."""

from services.billing.domain.channel import Channel
from services.billing.domain.invoice import Invoice
from services.billing.queries.customers import address_on_file, phone_on_file
from shared.database.session import Session
from shared.events.billing import InvoiceDue
from shared.messaging.outbox import publish


def tell_due(
    session: Session,
    *,
    invoice: Invoice,
    link: str,
    cause: str,
    address: str | None = None,
    channel: Channel | None = None,
) -> None:
    """Mails it to the address that is on file now, or another one that was asked for; `cause` is why.

    It is texted where there is but a phone number, and where the office has asked for that `channel`.
    """
    publish(
        session,
        InvoiceDue(
            workspace_id=invoice.workspace_id,
            invoice_id=invoice.id,
            number=invoice.number,
            kind=invoice.kind,
            title=invoice.title,
            customer_id=invoice.customer_id,
            customer_name=invoice.customer_name,
            customer_email=address or address_on_file(session, invoice.workspace_id, invoice),
            currency=invoice.currency,
            amount_due=invoice.amount_due,
            due_on=invoice.due_on,
            link=link,
            cause=cause,
            customer_phone=phone_on_file(session, invoice.workspace_id, invoice.customer_id),
            channel=channel,
        ),
    )
