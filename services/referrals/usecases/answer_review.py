"""Answer a review, by email to whoever left it."""

from uuid import UUID

from services.referrals.domain.review import Review
from services.referrals.queries.reviews import lock_review
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.referrals import ReviewAnswered
from shared.messaging.outbox import publish


def answer_review(session: Session, *, workspace_id: UUID, review_id: UUID, text: str, by: str) -> Review:
    """Has the answer sent; raises `ReviewNotFound`, or `NobodyToAnswer` where there is no address to send it to."""
    review, now = lock_review(session, workspace_id, review_id), utc_now()
    review.reply(text, by, now)
    publish(
        session,
        ReviewAnswered(
            workspace_id=workspace_id,
            review_id=review.id,
            job_id=review.job_id,
            author_name=review.author_name,
            author_email=review.author_email,
            rating=review.rating,
            text=review.text,
            answer=text,
            answered_by=by,
            answered_at=now,
        ),
    )
    return review
