"""Act on a webhook: whatever it says, the record it names is looked at again."""

from services.billing.domain.stripe_event import SUBJECTS, StripeEvent
from services.billing.queries.stripe_events import event_of
from services.billing.tasks import sync_account, sync_checkout, sync_reversals
from shared.clock import utc_now
from shared.service import Context


def run(context: Context, *, event_id: str) -> None:
    """Looks once per event; run again after a crash it looks again, which changes nothing."""
    with context.database.read() as session:
        event = event_of(session, event_id)
    if event.applied_at is None:
        _look(context, event)
    with context.database.begin() as session:
        event_of(session, event_id).applied_at = event.applied_at or utc_now()


def _look(context: Context, event: StripeEvent) -> None:
    workspace_id = str(event.workspace_id)
    subject = SUBJECTS[event.type]
    if subject == "account":
        sync_account.run(context, workspace_id=workspace_id)
        return
    payment = {"workspace_id": workspace_id, "checkout_id": str(event.checkout_id)}
    sync_checkout.run(context, **payment)
    if subject == "payment":
        sync_reversals.run(context, **payment)
