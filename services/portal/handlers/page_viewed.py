"""A person has looked at a page: counted."""

from services.portal.usecases.count_fact import count_fact
from shared.database.session import Session
from shared.events.portal import PageViewed


def handle(session: Session, event: PageViewed) -> None:
    count_fact(
        session, event=event, kind="page_viewed", subject_id=event.view_id, at=event.viewed_at, channel=event.channel
    )
