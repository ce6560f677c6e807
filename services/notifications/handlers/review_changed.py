"""A customer has changed a review: the office reads of it, and is mailed when it has come to few stars."""

from services.notifications.usecases.tell_of_review import Rated, tell_of_review
from shared.database.session import Session
from shared.events.referrals import ReviewChanged


def handle(session: Session, event: ReviewChanged) -> None:
    tell_of_review(session, event=event, rated=Rated(event.review_id, event.changed_at, event.previous_rating))
