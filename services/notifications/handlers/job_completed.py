"""A job is done: its customer hears from the business once more, a day later."""

from services.notifications.usecases.plan_follow_up import plan_follow_up
from shared.database.session import Session
from shared.events.quotes import JobCompleted


def handle(session: Session, event: JobCompleted) -> None:
    plan_follow_up(
        session,
        workspace_id=event.workspace_id,
        job_id=event.job_id,
        cause_id=event.envelope.id,
        customer_id=event.customer_id,
        customer_name=event.customer_name,
        customer_email=event.customer_email,
        customer_phone=event.customer_phone,
        title=event.title,
        completed_at=event.completed_at,
    )
