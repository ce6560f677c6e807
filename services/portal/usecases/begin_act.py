"""Somebody of the office is about to do something by way of another service."""

from uuid import UUID

from services.portal.domain.activity import UNCLEAR, activity_of
from services.portal.domain.actor import Actor
from services.portal.domain.acts import Act, first_id
from services.portal.queries.activities import add_activity
from shared.clock import utc_now
from shared.database.session import Session


def begin_act(session: Session, *, workspace_id: UUID, by: Actor, act: Act, path: str) -> UUID:
    """Writes down that it is on its way, before it is: whatever becomes of this process, nothing is done unseen."""
    subject = first_id(path)
    line = activity_of(
        by,
        workspace_id,
        now=utc_now(),
        kind=act.kind,
        act=act.act,
        outcome=UNCLEAR,
        subject_id=UUID(subject) if subject else None,
    )
    add_activity(session, workspace_id, line)
    activity_id: UUID = line["activity_id"]
    return activity_id
