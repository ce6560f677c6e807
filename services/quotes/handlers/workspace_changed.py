"""A business has changed its account or its brand: estimates follow from now on."""

from services.quotes.usecases.keep_workspace import keep_workspace
from shared.database.session import Session
from shared.events.portal import WorkspaceChanged


def handle(session: Session, event: WorkspaceChanged) -> None:
    keep_workspace(session, snapshot=event)
