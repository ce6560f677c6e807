"""Close the payment page of an invoice that asks for something else now."""

from services.billing.domain.invoice import Invoice
from services.billing.queries.checkouts import live_checkout
from shared.database.session import Session
from shared.messaging.outbox import enqueue


def close_page(session: Session, *, invoice: Invoice) -> None:
    """Nobody can begin to pay on it any more; what was paid a moment before is found out, and goes back if not due."""
    checkout = live_checkout(session, invoice.workspace_id, invoice.id)
    if checkout is not None:
        whose, which = str(invoice.workspace_id), str(checkout.id)
        enqueue(session, "billing.expire_checkout", workspace_id=whose, checkout_id=which)
