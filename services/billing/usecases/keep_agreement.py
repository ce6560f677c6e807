"""Keep what a customer has agreed to, for the invoice of the work."""

from services.billing.queries import agreements
from shared.database.session import Session
from shared.events.quotes import EstimateAccepted


def keep_agreement(session: Session, *, told: EstimateAccepted) -> None:
    """Lines, discounts and taxes as they were signed; an agreement is never changed."""
    agreement = {
        "estimate_id": told.estimate_id,
        "number": told.number,
        "title": told.title,
        "currency": told.currency,
        "total": told.total,
        "lines": [line.model_dump() for line in told.lines],
        "customer_id": told.customer_id,
        "customer_name": told.customer_name,
        "customer_email": told.customer_email,
        "job_id": told.job_id,
        "accepted_at": told.accepted_at,
    }
    agreements.keep_agreement(session, told.workspace_id, agreement)
