"""Count an estimate that a customer has accepted."""

from datetime import datetime
from uuid import UUID

from services.referrals.domain.customer import AcceptedEstimate
from services.referrals.queries.customers import find_accepted_estimate
from shared.database.session import Session


def count_acceptance(
    session: Session, *, workspace_id: UUID, estimate_id: UUID, customer_id: UUID, at: datetime
) -> None:
    """Counts the estimate once, however often it is told of."""
    if find_accepted_estimate(session, workspace_id, estimate_id) is None:
        accepted = AcceptedEstimate(
            estimate_id=estimate_id, workspace_id=workspace_id, customer_id=customer_id, accepted_at=at
        )
        session.add(accepted)
