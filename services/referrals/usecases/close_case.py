"""Close the case that few stars have opened."""

from uuid import UUID

from services.referrals.domain.review import Review
from services.referrals.queries.reviews import lock_review
from shared.database.session import Session


def close_case(session: Session, *, workspace_id: UUID, review_id: UUID) -> Review:
    """There is nothing more to do about it; raises `ReviewNotFound`."""
    review = lock_review(session, workspace_id, review_id)
    review.close_case()
    return review
