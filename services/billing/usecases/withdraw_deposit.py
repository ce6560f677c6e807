"""Ask for a deposit no longer, since its estimate has been withdrawn."""

from datetime import datetime
from uuid import UUID

from services.billing.queries.agreements import agreement_of
from services.billing.queries.invoices import deposit_of
from services.billing.usecases.void_invoice import void_invoice
from shared.database.session import Session


def withdraw_deposit(session: Session, *, workspace_id: UUID, estimate_id: UUID, reason: str, now: datetime) -> None:
    """Voids the deposit invoice if nothing of it is paid; what is, the office gives back or keeps."""
    agreement = agreement_of(session, workspace_id, estimate_id)
    if agreement is not None:
        agreement.withdrawn_at = now
    deposit = deposit_of(session, workspace_id, estimate_id)
    if deposit is not None and deposit.takes_money and not deposit.paid:
        void_invoice(session, workspace_id=workspace_id, invoice_id=deposit.id, reason=reason, now=now)
