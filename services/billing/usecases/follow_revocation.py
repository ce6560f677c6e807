"""Follow the office, which has revoked the links of an estimate or of a customer."""

from datetime import datetime
from uuid import UUID

from services.billing.queries.invoices import lock_invoices
from shared.database.session import Session


def follow_revocation(
    session: Session,
    *,
    workspace_id: UUID,
    revoked_at: datetime,
    estimate_id: UUID | None = None,
    customer_id: UUID | None = None,
) -> None:
    """Has no link to an invoice of the estimate, or of the customer, that was issued until then open it any more."""
    for invoice in lock_invoices(session, workspace_id, estimate_id=estimate_id, customer_id=customer_id):
        invoice.revoke_links(revoked_at)
