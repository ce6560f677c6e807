"""Somebody has left a review: counted."""

from services.portal.usecases.count_fact import count_fact
from shared.database.session import Session
from shared.events.referrals import ReviewSubmitted


def handle(session: Session, event: ReviewSubmitted) -> None:
    count_fact(session, event=event, kind="review_submitted", subject_id=event.review_id, at=event.submitted_at)
