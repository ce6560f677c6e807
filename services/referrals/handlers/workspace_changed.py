"""A business has changed its account: its links may lead elsewhere from now on."""

from services.referrals.usecases.keep_workspace import keep_workspace
from shared.database.session import Session
from shared.events.portal import WorkspaceChanged


def handle(session: Session, event: WorkspaceChanged) -> None:
    keep_workspace(session, snapshot=event)
