"""Tell that a person has looked at a page."""

from uuid import UUID

from shared.clock import utc_now
from shared.database.session import Session
from shared.events.portal import PageViewed
from shared.messaging.outbox import publish


def view_page(session: Session, *, workspace_id: UUID, view_id: UUID, page: str, channel: str) -> None:
    """Told twice it counts once: a view has an id from the moment its page was served."""
    publish(
        session,
        PageViewed(workspace_id=workspace_id, view_id=view_id, page=page, channel=channel, viewed_at=utc_now()),
    )
