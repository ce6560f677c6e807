"""An invitation goes out, for the first time or again."""

from uuid import UUID

from services.portal.domain.invitation import Invitation
from services.portal.domain.team_errors import LinksNotSetUp
from services.portal.queries.invitations import lock_invitation
from services.portal.queries.owners import get_owner
from services.portal.queries.workspaces import get_workspace, lock_workspace
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.portal import MemberInvited
from shared.messaging.outbox import publish
from shared.words import say


def send_invitation(
    session: Session, *, workspace_id: UUID, invitation_id: UUID, by: UUID, public_url: str | None
) -> Invitation:
    """Has the link mailed, good for a week from now; raises `InvitationNotFound` or `LinksNotSetUp`.

    `by` has to be an owner when it is done.
    """
    lock_workspace(session, workspace_id)
    owner = get_owner(session, workspace_id, by)
    if not public_url and not get_workspace(session, workspace_id).public_site_url:
        raise LinksNotSetUp(
            say("An invitation is a link, and links are not set up. Enter your website under Account first.")
        )
    found = lock_invitation(session, workspace_id, invitation_id)
    found.renew(utc_now())
    invited = MemberInvited(
        workspace_id=workspace_id,
        invitation_id=found.id,
        email=found.email,
        name=found.name,
        role=found.role,
        invited_by=owner.name,
        expires_at=found.expires_at,
    )
    publish(session, invited)
    return found
