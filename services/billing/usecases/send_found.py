"""Send somebody who has looked up what they owe the links to it."""

from datetime import datetime
from uuid import UUID

from services.billing.adapters.payment_links import PaymentLinks
from services.billing.queries.outstanding import outstanding_invoices
from services.billing.queries.workspaces import workspace_of
from services.billing.usecases.tell_due import tell_due
from shared.database.session import Session


def send_found(
    session: Session, *, workspace_id: UUID, email: str | None, number: str | None, links: PaymentLinks, now: datetime
) -> None:
    """To the address on file, and to no other; nothing tells whether there was anything to be sent."""
    workspace = workspace_of(session, workspace_id)
    for invoice in outstanding_invoices(session, workspace_id, email=email, number=number):
        link = links.link(workspace, invoice, now)
        if link is not None and invoice.customer_email is not None:
            tell_due(session, invoice=invoice, link=link, cause="lookup")
