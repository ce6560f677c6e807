"""A business has its portal: know it, and the owner as the first one to be told things."""

from services.notifications.usecases.add_member import add_member
from services.notifications.usecases.keep_workspace import keep_workspace
from shared.database.session import Session
from shared.events.portal import WorkspaceCreated


def handle(session: Session, event: WorkspaceCreated) -> None:
    keep_workspace(session, snapshot=event)
    add_member(session, workspace_id=event.workspace_id, staff_id=event.owner_id, email=event.owner_email)
