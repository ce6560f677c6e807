"""Plan the message that follows a job."""

from datetime import datetime
from uuid import UUID

from services.notifications.queries.follow_ups import lock_follow_up
from services.notifications.queries.message_settings import message_settings_of
from shared.database.session import Session


def plan_follow_up(
    session: Session,
    *,
    workspace_id: UUID,
    job_id: UUID,
    cause_id: UUID,
    customer_id: UUID,
    customer_name: str,
    customer_email: str | None,
    customer_phone: str | None,
    title: str,
    completed_at: datetime,
) -> None:
    """Has it sent when the workspace wants it; does nothing when it was planned before."""
    follow_up = lock_follow_up(session, workspace_id, job_id)
    follow_up.customer_id = customer_id
    follow_up.customer_name, follow_up.customer_email, follow_up.title = customer_name, customer_email, title
    # Written only where it is needed: the table may still be that of the release before.
    if not customer_email and customer_phone:
        follow_up.customer_phone = customer_phone
    follow_up.plan(cause_id, completed_at, hours=message_settings_of(session, workspace_id).follow_up_hours)
