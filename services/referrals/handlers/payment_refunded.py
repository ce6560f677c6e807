"""Money has gone back: the customer is worth less, and where nothing has stayed the rewards are taken back."""

from services.referrals.usecases.count_refund import count_refund
from shared.database.session import Session
from shared.events.billing import PaymentRefunded

# What was paid twice, or for an invoice that was void, never counted.
_NEVER_COUNTED = {"duplicate", "void"}


def handle(session: Session, event: PaymentRefunded) -> None:
    if event.cause not in _NEVER_COUNTED:
        count_refund(session, workspace_id=event.workspace_id, invoice_id=event.invoice_id, amount=event.amount)
