"""Duplicate an estimate."""

from uuid import UUID

from services.quotes.domain.estimate import Estimate
from services.quotes.domain.origin import Origin
from services.quotes.queries.estimates import get_estimate
from services.quotes.usecases.draft_estimate import draft_estimate
from shared.database.session import Session


def duplicate_estimate(
    session: Session, *, workspace_id: UUID, estimate_id: UUID, customer_id: UUID | None, origin: Origin
) -> Estimate:
    """Drafts another estimate with the same contents, for the same customer or another one; the first stays as it is."""
    found = get_estimate(session, workspace_id, estimate_id)
    return draft_estimate(
        session,
        workspace_id=workspace_id,
        customer_id=customer_id or found.customer.id,
        offer=found.current.offer.anew(found.workspace.day_of(origin.at)),
        public_token=found.estimate.public_token is not None,
        origin=origin,
    )
