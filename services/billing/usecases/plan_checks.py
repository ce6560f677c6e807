"""Have Stripe asked about payments it has not spoken of for a while."""

from datetime import datetime, timedelta

from services.billing.queries.checkouts import due_checkouts
from services.billing.queries.reversals import payments_with_refunds_to_check
from shared.database.session import Session
from shared.messaging.outbox import enqueue

BATCH = 200
LEASE = timedelta(minutes=10)
"""How long a payment is left alone that has been handed out; the check itself sets when the next one is."""


def plan_checks(session: Session, *, now: datetime) -> int:
    """Finds what a lost webhook, a crash or an outage has left behind; returns how many payments will be checked."""
    due = due_checkouts(session, now, BATCH)
    for checkout in due:
        checkout.next_check_at = now + LEASE
        task = "billing.refund_payment" if checkout.status == "refund_due" else "billing.sync_checkout"
        enqueue(session, task, workspace_id=str(checkout.workspace_id), checkout_id=str(checkout.id))
    going_back = payments_with_refunds_to_check(session, now, BATCH)
    for checkout, refund in going_back:
        refund.next_check_at = now + LEASE
        task = "billing.refund_payment"
        enqueue(session, task, workspace_id=str(checkout.workspace_id), checkout_id=str(checkout.id))
    return len(due) + len(going_back)
