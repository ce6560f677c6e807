"""Note how a job can be reviewed, or that it has been."""

from uuid import UUID

from services.notifications.queries.follow_ups import lock_follow_up
from shared.database.session import Session


def note_review(
    session: Session, *, workspace_id: UUID, job_id: UUID, link: str | None = None, reviewed: bool = False
) -> None:
    """The follow-up asks for a review by this link, or does not ask any more."""
    follow_up = lock_follow_up(session, workspace_id, job_id)
    follow_up.review_link = link or follow_up.review_link
    follow_up.is_reviewed = follow_up.is_reviewed or reviewed
