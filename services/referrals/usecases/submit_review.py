"""Leave a review, or change the one that was left."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.referrals.domain.errors import ReviewsOff
from services.referrals.domain.review import Author, Opinion, Review, new_review
from services.referrals.queries.reviews import lock_review, review_by
from services.referrals.queries.workspaces import get_workspace
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.referrals import ReviewChanged, ReviewSubmitted
from shared.messaging.outbox import publish
from shared.words import say


def submit_review(session: Session, *, workspace_id: UUID, submission: str, author: Author, opinion: Opinion) -> Review:
    """The review as it stands now; raises `ReviewsOff` or `ReviewNotEditable`. What says the same again changes nothing."""
    if not get_workspace(session, workspace_id).reviews:
        raise ReviewsOff(say("This business takes no reviews here."))
    now = utc_now()
    review = review_by(session, workspace_id, submission)
    if review is None:
        made = new_review(workspace_id, submission=submission, author=author, opinion=opinion, now=now)
        if _add(session, made):
            publish(session, _submitted(made))
            return made
        review = review_by(session, workspace_id, submission)
    return _change(session, workspace_id, review, opinion, now) if review else made


def _add(session: Session, review: Review) -> bool:
    """Whether it is the first one of its submission; another one may have come at the same moment."""
    try:
        with session.begin_nested():
            session.add(review)
    except IntegrityError:
        return False
    return True


def _change(session: Session, workspace_id: UUID, review: Review, opinion: Opinion, now: datetime) -> Review:
    locked = lock_review(session, workspace_id, review.id)
    if locked.says(opinion):
        return locked
    before = locked.rate(opinion, now)
    publish(session, _changed(locked, before, now))
    return locked


def _submitted(review: Review) -> ReviewSubmitted:
    return ReviewSubmitted(
        workspace_id=review.workspace_id,
        review_id=review.id,
        job_id=review.job_id,
        customer_id=review.customer_id,
        author_name=review.author_name,
        rating=review.rating,
        text=review.text,
        verified=review.is_verified,
        is_private=review.is_private,
        submitted_at=review.created_at,
    )


def _changed(review: Review, before: int, now: datetime) -> ReviewChanged:
    return ReviewChanged(
        workspace_id=review.workspace_id,
        review_id=review.id,
        job_id=review.job_id,
        customer_id=review.customer_id,
        author_name=review.author_name,
        rating=review.rating,
        previous_rating=before,
        text=review.text,
        verified=review.is_verified,
        is_private=review.is_private,
        changed_at=now,
    )
