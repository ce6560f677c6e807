"""The office has answered a review: the answer goes to whoever left it."""

from services.notifications.usecases.queue_message import queue_message
from shared.database.session import Session
from shared.events.referrals import ReviewAnswered

_TOLD = {"author_name", "rating", "text", "answer", "answered_by"}


def handle(session: Session, event: ReviewAnswered) -> None:
    queue_message(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="review_answered",
        recipient=event.author_email,
        recipient_kind="customer",
        record_id=event.review_id,
        context=event.model_dump(mode="json", include=_TOLD),
    )
