"""There is a link to review a job by. One that somebody has asked for goes out at once, the others with the follow-up."""

from services.notifications.usecases.note_review import note_review
from services.notifications.usecases.queue_message import queue_message
from shared.database.session import Session
from shared.events.referrals import ReviewLinkIssued

_TOLD = {"customer_name", "title", "link"}


def handle(session: Session, event: ReviewLinkIssued) -> None:
    note_review(session, workspace_id=event.workspace_id, job_id=event.job_id, link=event.link)
    if event.cause != "renewed":
        return
    queue_message(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="review_link",
        recipient=event.customer_email,
        recipient_kind="customer",
        record_id=event.job_id,
        context=event.model_dump(mode="json", include=_TOLD),
    )
