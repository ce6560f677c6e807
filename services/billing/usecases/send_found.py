"""Send somebody who has looked up what they owe the links to it."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from services.billing.adapters.payment_links import PaymentLinks
from services.billing.domain.invoice import Invoice
from services.billing.queries.outstanding import outstanding_invoices
from services.billing.queries.workspaces import workspace_of
from services.billing.usecases.tell_due import tell_due
from shared.database.session import Session
from shared.events.billing import InvoicesFound
from shared.events.billing_records import FoundInvoice
from shared.ids import new_id
from shared.messaging.outbox import publish


def send_found(
    session: Session, *, workspace_id: UUID, email: str | None, number: str | None, links: PaymentLinks, now: datetime
) -> None:
    """To the address on file, and to no other, in one message; nothing tells whether there was anything to be sent."""
    workspace = workspace_of(session, workspace_id)
    by_address: dict[str, list[tuple[Invoice, str]]] = defaultdict(list)
    for invoice, address in outstanding_invoices(session, workspace_id, email=email, number=number):
        link = links.link(workspace, invoice, now)
        if link is not None and address is not None:
            by_address[address.casefold()].append((invoice, link))
    for address, found in by_address.items():
        if len(found) == 1:
            (invoice, link), *_ = found
            tell_due(session, invoice=invoice, link=link, cause="lookup", address=address)
        else:
            records = tuple(_found(invoice, link) for invoice, link in found)
            publish(
                session,
                InvoicesFound(workspace_id=workspace_id, lookup_id=new_id(), customer_email=address, invoices=records),
            )


def _found(invoice: Invoice, link: str) -> FoundInvoice:
    return FoundInvoice(
        invoice_id=invoice.id,
        number=invoice.number,
        kind=invoice.kind,
        title=invoice.title,
        customer_id=invoice.customer_id,
        customer_name=invoice.customer_name,
        currency=invoice.currency,
        amount_due=invoice.amount_due,
        due_on=invoice.due_on,
        link=link,
    )
