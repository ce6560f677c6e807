"""Follow the office, which has revoked the links of an estimate or of a customer."""

from datetime import datetime
from uuid import UUID

from services.referrals.queries.jobs import lock_jobs
from shared.database.session import Session


def follow_revocation(
    session: Session,
    *,
    workspace_id: UUID,
    revoked_at: datetime,
    estimate_id: UUID | None = None,
    customer_id: UUID | None = None,
) -> None:
    """Has no link to a job of the estimate, or of the customer, that was issued until then open it any more."""
    for job in lock_jobs(session, workspace_id, estimate_id=estimate_id, customer_id=customer_id):
        job.revoke_links(revoked_at)
