"""Have a workspace not be paid on its Stripe account any more."""

from datetime import datetime
from uuid import UUID

import structlog

from services.billing.domain.stripe_account import StripeAccount
from services.billing.queries.checkouts import under_way_on
from services.billing.queries.stripe_accounts import lock_account
from services.billing.queries.stripe_keys import key_of
from shared.database.session import Session
from shared.events.billing import StripeAccountChanged
from shared.messaging.outbox import enqueue, publish

log = structlog.get_logger()


def leave_stripe_account(session: Session, *, workspace_id: UUID, now: datetime) -> StripeAccount | None:
    """Its open pages are closed; what is on its way is followed to its end on the account it was made on."""
    account = lock_account(session, workspace_id)
    if account is None or account.left_at is not None:
        return account
    account.leave(now)
    name = account.stripe_account_id
    for checkout in under_way_on(session, workspace_id, name):
        enqueue(session, "billing.expire_checkout", workspace_id=str(workspace_id), checkout_id=str(checkout.id))
    key = key_of(session, workspace_id, name)
    if key is not None:
        key.leave(now)
        enqueue(session, "billing.release_key", workspace_id=str(workspace_id), account=name)
    log.info("stripe_account_left", account=name)
    publish(session, StripeAccountChanged(workspace_id=workspace_id, stripe_account_id=name, charges_enabled=False))
    return account
