"""Draft an estimate."""

from uuid import UUID

from services.quotes.adapters.links import new_public_token
from services.quotes.domain.estimate import Estimate, draft
from services.quotes.domain.offer import Offer
from services.quotes.domain.origin import Origin
from services.quotes.queries.customers import get_customer
from services.quotes.queries.numbers import next_estimate_number
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session


def draft_estimate(
    session: Session, *, workspace_id: UUID, customer_id: UUID, offer: Offer, public_token: bool, origin: Origin
) -> Estimate:
    """Makes an estimate that only the office sees until it is sent. Without a public token its links are signed ones."""
    customer = get_customer(session, workspace_id, customer_id)
    number = next_estimate_number(session, workspace_id)
    estimate, version = draft(offer, customer, number=number, now=origin.at, by=origin.actor_name or "")
    estimate.public_token = new_public_token() if public_token else None
    session.add_all([estimate, version])
    record_history(
        session,
        estimate=estimate,
        action="drafted",
        origin=origin,
        details={"version": 1, "document_hash": version.document_hash},
    )
    return estimate
