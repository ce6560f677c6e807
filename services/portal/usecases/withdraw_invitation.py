"""An owner thinks better of an invitation."""

from uuid import UUID

from services.portal.queries.invitations import lock_invitation
from shared.database.session import Session


def withdraw_invitation(session: Session, *, workspace_id: UUID, invitation_id: UUID) -> None:
    """Has its link lead nowhere; raises `InvitationNotFound`."""
    session.delete(lock_invitation(session, workspace_id, invitation_id))
