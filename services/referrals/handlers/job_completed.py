"""A job is done: its customer can review it."""

from services.referrals.usecases.note_completed_job import Done, note_completed_job
from shared.database.session import Session
from shared.events.quotes import JobCompleted


def handle(session: Session, event: JobCompleted) -> None:
    done = Done(
        job_id=event.job_id,
        estimate_id=event.estimate_id,
        customer_id=event.customer_id,
        title=event.title,
        customer_name=event.customer_name,
        customer_email=event.customer_email,
        at=event.completed_at,
    )
    note_completed_job(session, workspace_id=event.workspace_id, done=done)
