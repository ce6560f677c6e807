"""Find Stripe accounts that nobody has looked at for a while."""

from datetime import timedelta

from services.billing.queries.stripe_accounts import accounts_not_checked_since
from shared.clock import utc_now
from shared.messaging.outbox import enqueue
from shared.service import Context

GOOD_FOR = timedelta(hours=6)


def run(context: Context) -> None:
    """A lost webhook about an account is made good for."""
    if context.adapters.gateway is None:
        return
    with context.database.begin() as session:
        for workspace_id in accounts_not_checked_since(session, utc_now() - GOOD_FOR):
            enqueue(session, "billing.sync_account", workspace_id=str(workspace_id))
