"""Keep what the portal tells of a workspace."""

from services.referrals.domain.workspace import Workspace
from services.referrals.queries.workspaces import find_workspace
from shared.database.session import Session
from shared.events.portal import WorkspaceSnapshot


def keep_workspace(session: Session, *, snapshot: WorkspaceSnapshot) -> None:
    """Has links and invitations lead where `snapshot` says from now on."""
    workspace = find_workspace(session, snapshot.workspace_id)
    if workspace is None:
        workspace = Workspace(id=snapshot.workspace_id)
        session.add(workspace)
    workspace.public_site_url = snapshot.public_site_url
    workspace.time_zone = snapshot.time_zone
    workspace.link_days = snapshot.link_days
    workspace.currency = snapshot.currency
    workspace.reviews = snapshot.reviews
    workspace.referrals = snapshot.referrals
    workspace.google_review_url = snapshot.google_review_url
    workspace.invite_everyone = snapshot.invite_everyone
