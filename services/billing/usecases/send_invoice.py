"""Send an invoice to its customer."""

from datetime import datetime
from uuid import UUID

from services.billing.adapters.payment_links import PaymentLinks
from services.billing.domain.channel import Channel
from services.billing.domain.errors import CannotSend, SendFailed
from services.billing.domain.invoice import Invoice
from services.billing.queries.customers import address_on_file, phone_on_file
from services.billing.queries.invoices import lock_invoice
from services.billing.queries.workspaces import workspace_of
from services.billing.usecases.issue_invoice import issue_invoice
from services.billing.usecases.tell_due import tell_due
from shared.database.session import Session


def send_invoice(
    session: Session,
    *,
    workspace_id: UUID,
    invoice_id: UUID,
    channel: Channel | None,
    links: PaymentLinks,
    cause: str,
    now: datetime,
) -> Invoice:
    """Has the customer get its link, and issues it first where it is a draft; raises `SendFailed`, and all is as it was.

    Without a `channel` it is mailed, or texted where there is but a phone number.
    """
    invoice = lock_invoice(session, workspace_id, invoice_id)
    if invoice.status == "void":
        raise CannotSend(f"{invoice.number} is void. Make another invoice to ask for the money.")
    chosen = _reached(session, invoice, channel)
    link = links.link(workspace_of(session, workspace_id), invoice, now)
    if link is None:
        raise SendFailed(
            "Links are not set up: enter the business's website in the account settings, or have CUSTOMER_TOKEN_SECRET set.",
            category="link_setup",
        )
    if invoice.status == "draft":
        issue_invoice(session, workspace_id=workspace_id, invoice_id=invoice_id, now=now)
    invoice.sent_at = now
    tell_due(session, invoice=invoice, link=link, cause=cause, channel=chosen)
    return invoice


def _reached(session: Session, invoice: Invoice, channel: Channel | None) -> Channel:
    """By what it goes out: as asked for, else by what there is; raises `SendFailed` where there is nothing."""
    phone = phone_on_file(session, invoice.workspace_id, invoice.customer_id)
    address = address_on_file(session, invoice.workspace_id, invoice)
    chosen: Channel = channel or ("sms" if phone and not address else "email")
    if not (phone if chosen == "sms" else address):
        thing = "phone number" if chosen == "sms" else "email address"
        message = f"There is no {thing} on file for the customer. Enter one first."
        raise SendFailed(message, category="missing_contact", field="channel")
    return chosen
