"""Reviews, one by one and in figures."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from services.referrals.domain.errors import ReviewNotFound
from services.referrals.domain.review import HAPPY, Review
from services.referrals.domain.trend import Stars
from shared.database.session import Session


def review_by(session: Session, workspace_id: UUID, submission: str) -> Review | None:
    """The review of a submission, once there is one."""
    return session.scalar(select(Review).where(Review.workspace_id == workspace_id, Review.submission == submission))


def lock_review(session: Session, workspace_id: UUID, review_id: UUID) -> Review:
    """The review, for this transaction alone; raises `ReviewNotFound`."""
    mine = select(Review).where(Review.workspace_id == workspace_id, Review.id == review_id)
    review = session.scalar(mine.with_for_update())
    if review is None:
        raise ReviewNotFound("There is no such review.")
    return review


def list_reviews(
    session: Session, workspace_id: UUID, *, show: str, before: UUID | None, limit: int
) -> Sequence[Review]:
    """Newest first, older than `before` where it is given; `show` is all, open (cases), happy or private."""
    query = select(Review).where(Review.workspace_id == workspace_id)
    match show:
        case "open":
            query = query.where(Review.case == "open")
        case "happy":
            query = query.where(Review.rating >= HAPPY)
        case "private":
            query = query.where(Review.rating < HAPPY)
    if before is not None:
        query = query.where(Review.id < before)
    return session.scalars(query.order_by(Review.id.desc()).limit(limit)).all()


def counts_by_stars(session: Session, workspace_id: UUID) -> dict[int, int]:
    """How many reviews there are with so many stars; what there are none of is left out."""
    query = select(Review.rating, func.count().label("times")).where(Review.workspace_id == workspace_id)
    return {row.rating: row.times for row in session.execute(query.group_by(Review.rating))}


def stars_since(session: Session, workspace_id: UUID, since: datetime) -> list[Stars]:
    """The stars of every review that was left since then."""
    mine = Review.workspace_id == workspace_id, Review.created_at >= since
    found = session.execute(select(Review.created_at, Review.rating).where(*mine))
    return [Stars(row.created_at, row.rating) for row in found]


def open_cases(session: Session, workspace_id: UUID) -> int:
    """How many reviews the office has yet to do something about."""
    mine = Review.workspace_id == workspace_id, Review.case == "open"
    return session.scalar(select(func.count()).select_from(Review).where(*mine)) or 0
