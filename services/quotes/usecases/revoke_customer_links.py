"""Revoke all links of a customer."""

from uuid import UUID

from services.quotes.adapters.links import new_public_token
from services.quotes.domain.origin import Origin
from services.quotes.queries.customers import get_customer
from services.quotes.queries.records import lock_all_of
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import CustomerLinksRevoked
from shared.messaging.outbox import publish


def revoke_customer_links(session: Session, *, workspace_id: UUID, customer_id: UUID, origin: Origin) -> int:
    """Has every link to any estimate of the customer open nothing any more; returns how many estimates that are."""
    get_customer(session, workspace_id, customer_id)
    estimates = lock_all_of(session, workspace_id, customer_id)
    for estimate in estimates:
        session.add_all(estimate.revoke_links(new_public_token(), origin.at))
        record_history(session, estimate=estimate, action="links_revoked", origin=origin, details={"of": "customer"})
    publish(session, CustomerLinksRevoked(workspace_id=workspace_id, customer_id=customer_id, revoked_at=origin.at))
    return len(estimates)
