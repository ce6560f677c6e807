"""Void an estimate."""

from uuid import UUID

from services.quotes.adapters.links import Links
from services.quotes.domain.origin import Origin
from services.quotes.queries.jobs import find_job_of
from services.quotes.queries.records import lock_record
from services.quotes.usecases.call_off_appointment import call_off_appointment
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import EstimateVoided
from shared.messaging.outbox import publish


def void_estimate(
    session: Session, *, workspace_id: UUID, estimate_id: UUID, reason: str, links: Links, origin: Origin
) -> None:
    """The office withdraws it, for good; an appointment for its work is called off."""
    record = lock_record(session, workspace_id, estimate_id)
    estimate = record.estimate
    estimate.void(reason, origin.at)
    details = {"version": estimate.version}
    record_history(session, estimate=record.estimate, action="voided", origin=origin, details=details)
    job = find_job_of(session, workspace_id, estimate_id)
    if job is not None and job.is_scheduled:
        call_off_appointment(session, record=record, job=job, reason="", links=links, origin=origin)
    publish(
        session,
        EstimateVoided(
            workspace_id=workspace_id,
            estimate_id=estimate.id,
            number=estimate.number,
            customer_id=estimate.customer_id,
            reason=estimate.reason or "",
        ),
    )
