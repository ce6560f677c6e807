"""An invoice has been paid: where it was an estimate's deposit, the estimate's history tells so."""

from services.quotes.usecases.note_deposit_paid import note_deposit_paid
from shared.database.session import Session
from shared.events.billing import InvoicePaid


def handle(session: Session, event: InvoicePaid) -> None:
    if event.kind != "deposit" or event.estimate_id is None:
        return
    note_deposit_paid(
        session,
        workspace_id=event.workspace_id,
        estimate_id=event.estimate_id,
        event_id=event.envelope.id,
        invoice_id=event.invoice_id,
        total=event.total,
        currency=event.currency,
        paid_at=event.paid_at,
    )
