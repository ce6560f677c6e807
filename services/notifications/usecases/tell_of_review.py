"""Tell an office of a review."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.domain.notices import rated as in_words
from services.notifications.domain.notices import review_url
from services.notifications.usecases.post_notice import post_notice
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.referrals import ReviewChanged, ReviewSubmitted

_TOLD = {"author_name", "rating", "text", "verified"}


@dataclass(frozen=True, slots=True)
class Rated:
    """Which review, when, and how many stars it had before, where it has been changed."""

    review_id: UUID
    at: datetime
    before: int | None = None


def tell_of_review(session: Session, *, event: ReviewSubmitted | ReviewChanged, rated: Rated) -> None:
    """Posts a notice; with few stars it is mailed as well, since somebody is waiting for a word."""
    text = in_words(event.author_name, event.rating, event.text, before=rated.before)
    url = review_url(rated.review_id)
    if event.is_private:
        tell_office(
            session,
            event=event,
            kind="low_review",
            title="Unhappy customer",
            text=text,
            url=url,
            record_id=rated.review_id,
            at=rated.at,
            facts=_TOLD,
        )
        return
    post_notice(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        kind="review_left",
        title="New review" if rated.before is None else "Review changed",
        text=text,
        url=url,
        record_id=rated.review_id,
        at=rated.at,
    )
