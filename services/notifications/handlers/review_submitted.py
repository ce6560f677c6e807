"""A customer has left a review: the office reads of it, and with few stars is mailed at once."""

from services.notifications.usecases.note_review import note_review
from services.notifications.usecases.tell_of_review import Rated, tell_of_review
from shared.database.session import Session
from shared.events.referrals import ReviewSubmitted


def handle(session: Session, event: ReviewSubmitted) -> None:
    tell_of_review(session, event=event, rated=Rated(event.review_id, event.submitted_at))
    if event.job_id is not None:
        note_review(session, workspace_id=event.workspace_id, job_id=event.job_id, reviewed=True)
