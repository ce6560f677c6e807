"""An invoice is paid: it adds to what its customer is worth, and a friend's first one earns the rewards."""

from services.referrals.usecases.count_payment import count_payment
from services.referrals.usecases.earn_rewards import earn_rewards
from shared.database.session import Session
from shared.events.billing import InvoicePaid
from shared.money import Money


def handle(session: Session, event: InvoicePaid) -> None:
    count_payment(
        session,
        workspace_id=event.workspace_id,
        invoice_id=event.invoice_id,
        customer_id=event.customer_id,
        total=Money(event.total, event.currency),
        at=event.paid_at,
    )
    earn_rewards(session, workspace_id=event.workspace_id, customer_id=event.customer_id)
