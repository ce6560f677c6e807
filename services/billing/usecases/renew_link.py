"""Send a customer a fresh link to an invoice."""

from datetime import datetime
from uuid import UUID

from services.billing.adapters.payment_links import PaymentLinks
from services.billing.queries.customers import address_on_file
from services.billing.queries.invoices import invoice_of
from services.billing.queries.workspaces import workspace_of
from services.billing.usecases.tell_due import tell_due
from shared.database.session import Session


def renew_link(session: Session, *, workspace_id: UUID, invoice_id: UUID, links: PaymentLinks, now: datetime) -> None:
    """Has the link sent to the address on file; nothing happens where there is none."""
    invoice = invoice_of(session, workspace_id, invoice_id)
    link = links.link(workspace_of(session, workspace_id), invoice, now)
    address = address_on_file(session, workspace_id, invoice)
    if link is not None and address:
        tell_due(session, invoice=invoice, link=link, cause="renewed", address=address)
