"""Compare what Stripe lists with the books, account by account."""

from datetime import timedelta
from uuid import UUID

import structlog

from services.billing.domain.errors import StripeRefused, StripeUnreachable
from services.billing.queries.stripe_accounts import account_of
from services.billing.usecases.reach_stripe import reach_stripe
from services.billing.usecases.reconcile_account import reconcile_account
from shared.clock import utc_now
from shared.service import Context

log = structlog.get_logger()

FIRST = timedelta(days=30)
OVERLAP = timedelta(hours=2)
"""Stripe's clock is not ours, and what it lists may be a moment behind what it does."""
REVERSALS = timedelta(days=120)
"""For so long after it was made a refund may still fail, and a dispute be decided."""


def run(context: Context, *, workspace_id: str) -> None:
    """Whatever webhooks were lost: what came since the last time is compared. Without an answer, the next time does it."""
    workspace, now = UUID(workspace_id), utc_now()
    with context.database.read() as session:
        account = account_of(session, workspace)
    if account is None:
        return
    since = account.reconciled_at - OVERLAP if account.reconciled_at else now - FIRST
    try:
        with context.database.read() as session:
            name, adapters = account.stripe_account_id, context.adapters
            stripe = reach_stripe(session, workspace_id=workspace, account=name, adapters=adapters)
        lists = stripe.lists(name, since, now - REVERSALS)
    except (StripeUnreachable, StripeRefused) as error:
        log.warning("not_reconciled", account=account.stripe_account_id, reason=error.code)
        return
    with context.database.begin() as session:
        reconcile_account(session, workspace_id=workspace, account=account.stripe_account_id, lists=lists, now=now)
