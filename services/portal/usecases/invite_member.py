"""An owner asks somebody to join the office."""

from uuid import UUID

from services.portal.domain.invitation import KEPT, Invitation, invitation
from services.portal.domain.team_errors import AlreadyInvited, AlreadyMember
from services.portal.queries.invitations import forget_expired_invitations, invitation_to
from services.portal.queries.owners import get_owner
from services.portal.queries.staff import staff_in_office
from services.portal.queries.workspaces import lock_workspace
from services.portal.usecases.send_invitation import send_invitation
from shared.clock import utc_now
from shared.database.session import Session
from shared.words import say


def invite_member(
    session: Session, *, workspace_id: UUID, email: str, name: str, role: str, by: UUID, public_url: str | None
) -> Invitation:
    """Has a link mailed that is good for a week; raises `AlreadyMember`, `AlreadyInvited`, or names the field at fault.

    `by` has to be an owner when it is done. Raises `LinksNotSetUp` where there is no address for the link.
    """
    lock_workspace(session, workspace_id)
    get_owner(session, workspace_id, by)
    now = utc_now()
    forget_expired_invitations(session, now - KEPT)
    made = invitation(workspace_id, email=email, name=name, role=role, now=now)
    if staff_in_office(session, workspace_id, made.email):
        raise AlreadyMember(say("{email} is in your office already.", email=made.email), field="email")
    if invitation_to(session, workspace_id, made.email):
        raise AlreadyInvited(
            say("{email} is invited already. Send that invitation again.", email=made.email), field="email"
        )
    session.add(made)
    session.flush()
    send_invitation(session, workspace_id=workspace_id, invitation_id=made.id, by=by, public_url=public_url)
    return made
