"""Have every account compared with the books."""

from services.billing.queries.stripe_accounts import all_accounts
from shared.messaging.outbox import enqueue
from shared.service import Context


def run(context: Context) -> None:
    """A task for each, so that one that cannot be reached holds up no other."""
    if not context.adapters.takes_payments:
        return
    with context.database.begin() as session:
        for workspace_id in all_accounts(session):
            enqueue(session, "billing.reconcile", workspace_id=str(workspace_id))
