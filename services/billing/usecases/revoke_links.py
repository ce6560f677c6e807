"""Revoke the links of an invoice: one of them, or all there are."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.errors import LinkOfAnotherRecord
from services.billing.domain.revoked_link import RevokedLink
from services.billing.queries.invoices import lock_invoice
from services.billing.queries.opened import is_revoked
from shared.database.session import Session
from shared.links import SignedLink


def revoke_links(
    session: Session, *, workspace_id: UUID, invoice_id: UUID, link: SignedLink | None, now: datetime
) -> None:
    """Has `link` open nothing any more, or else every link to the invoice that is out; raises `LinkOfAnotherRecord`."""
    invoice = lock_invoice(session, workspace_id, invoice_id)
    if link is None:
        invoice.revoke_links(now)
        return
    if (link.workspace_id, link.record_id) != (workspace_id, invoice_id):
        message = f"This is no link to {invoice.number}. Paste the link as the customer has it."
        raise LinkOfAnotherRecord(message, field="token")
    if not is_revoked(session, link):
        revoked = RevokedLink(link_id=link.link_id, workspace_id=workspace_id, invoice_id=invoice_id, revoked_at=now)
        session.add(revoked)
