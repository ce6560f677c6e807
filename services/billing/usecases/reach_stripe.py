"""Find out by which key an account of Stripe is reached."""

from uuid import UUID

from services.billing.adapters import Adapters
from services.billing.adapters.stripe_calls import StripeCalls
from services.billing.domain.errors import StripeAccountGone, StripeUnreachable
from services.billing.queries.stripe_keys import key_of
from shared.database.session import Session


def reach_stripe(session: Session, *, workspace_id: UUID, account: str, adapters: Adapters) -> StripeCalls:
    """Stripe, as who may act for the account: the business by its own key, or else the platform.

    Raises `StripeAccountGone` where the key has been forgotten, and `StripeUnreachable` where there is none here.
    """
    key = key_of(session, workspace_id, account)
    if key is not None and key.sealed is not None:
        return adapters.own(adapters.vault.open(key.sealed, about=key.about))
    if key is not None and (adapters.gateway is None or key.left_at is not None):
        raise StripeAccountGone("This was paid on a Stripe account that is not connected any more. See its dashboard.")
    if adapters.gateway is None:
        raise StripeUnreachable("Payments are not set up here. The operator sets STRIPE_SECRET_KEY to do so.")
    return adapters.gateway
