"""Find Stripe accounts that nobody has looked at for a while."""

from datetime import timedelta

from services.billing.queries.stripe_accounts import accounts_not_checked_since
from services.billing.queries.stripe_keys import kept_keys
from services.billing.usecases.seal_again import seal_again
from shared.clock import utc_now
from shared.messaging.outbox import enqueue
from shared.service import Context

GOOD_FOR = timedelta(hours=6)


def run(context: Context) -> None:
    """A lost webhook about an account is made good for, and keys that are left are let go of.

    Those that are sealed with a secret to be retired are sealed with the one of now.
    """
    if not context.adapters.takes_payments:
        return
    vault = context.adapters.vault
    with context.database.begin() as session:
        for workspace_id in accounts_not_checked_since(session, utc_now() - GOOD_FOR):
            enqueue(session, "billing.sync_account", workspace_id=str(workspace_id))
        for key in kept_keys(session):
            seal_again(session, key=key, vault=vault)
            if key.left_at is not None:
                enqueue(
                    session, "billing.release_key", workspace_id=str(key.workspace_id), account=key.stripe_account_id
                )
