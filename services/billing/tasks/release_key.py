"""Let go of a key of Stripe that a workspace is not paid by any more."""

from uuid import UUID

import structlog

from services.billing.adapters.stripe_setup import StripeSetup
from services.billing.domain.errors import StripeKeyLost, StripeKeyRefused, StripeRefused, StripeUnreachable
from services.billing.domain.stripe_key import StripeKey
from services.billing.queries.checkouts import under_way_on
from services.billing.queries.stripe_keys import key_of
from shared.service import Context

log = structlog.get_logger()


def run(context: Context, *, workspace_id: str, account: str) -> None:
    """Its webhook is removed at once, the key itself forgotten once no payment made by it is under way.

    Stripe's no, or a key that it does not take any more, is no reason to keep one.
    """
    workspace = UUID(workspace_id)
    with context.database.read() as session:
        key = key_of(session, workspace, account)
        busy = bool(under_way_on(session, workspace, account))
    if key is None or key.left_at is None or key.sealed is None:
        return
    removed = _remove_endpoint(context, key)
    with context.database.begin() as session:
        kept = key_of(session, workspace, account)
        # The business may have come back meanwhile.
        if kept is None or kept.left_at != key.left_at:
            return
        if removed:
            kept.endpoint_id = None
        if removed and not busy:
            kept.forget()


def _remove_endpoint(context: Context, key: StripeKey) -> bool:
    """Whether there is none any more, or nothing that could be done about it."""
    if key.endpoint_id is None or key.sealed is None:
        return True
    adapters = context.adapters
    try:
        stripe = StripeSetup(adapters.own(adapters.vault.open(key.sealed, about=key.about)))
        stripe.delete_endpoint(key.endpoint_id)
    except (StripeKeyRefused, StripeKeyLost, StripeRefused) as error:
        log.warning("webhook_not_removed", account=key.stripe_account_id, reason=error.code)
    except StripeUnreachable:
        return False  # the sweep tries again
    return True
