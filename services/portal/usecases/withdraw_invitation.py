"""An owner thinks better of an invitation."""

from uuid import UUID

from services.portal.queries.invitations import lock_invitation
from services.portal.queries.owners import get_owner
from shared.database.session import Session


def withdraw_invitation(session: Session, *, workspace_id: UUID, invitation_id: UUID, by: UUID) -> None:
    """Has its link lead nowhere; raises `InvitationNotFound`, or `OwnerOnly` unless `by` owns the workspace."""
    get_owner(session, workspace_id, by)
    session.delete(lock_invitation(session, workspace_id, invitation_id))
