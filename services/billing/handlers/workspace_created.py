from services.billing.usecases.keep_workspace import keep_workspace
from shared.database.session import Session
from shared.events.portal import WorkspaceCreated


def handle(session: Session, event: WorkspaceCreated) -> None:
    keep_workspace(session, told=event)
