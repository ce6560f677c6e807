from services.billing.queries.agreements import agreement_of_job
from shared.database.session import Session
from shared.events.quotes import JobCompleted


def handle(session: Session, event: JobCompleted) -> None:
    """The work is done, so that its invoice can be made."""
    agreement = agreement_of_job(session, event.workspace_id, event.job_id)
    if agreement is not None:
        agreement.completed_at = event.completed_at
