"""Invitations to an office, as they are looked up: by its owners, or by the link, which tells the workspace."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from services.portal.domain.invitation import Invitation
from services.portal.domain.team_errors import InvitationNotFound
from shared.database.session import Session
from shared.words import say


def invitations_of(session: Session, workspace_id: UUID) -> Sequence[Invitation]:
    """Whoever is invited, good or not any more, the oldest first."""
    query = select(Invitation).where(Invitation.workspace_id == workspace_id).order_by(Invitation.id)
    return session.scalars(query).all()


def invitation_to(session: Session, workspace_id: UUID, email: str) -> Invitation | None:
    """That of the address, if it is invited."""
    mine = Invitation.workspace_id == workspace_id, Invitation.email == email
    return session.scalar(select(Invitation).where(*mine))


def lock_invitation(session: Session, workspace_id: UUID, invitation_id: UUID) -> Invitation:
    """The invitation, held until the transaction ends; raises `InvitationNotFound`."""
    mine = Invitation.workspace_id == workspace_id, Invitation.id == invitation_id
    found = session.scalar(select(Invitation).where(*mine).with_for_update())
    if found is None:
        raise InvitationNotFound(say("Nobody is invited by this id. The invitation was taken up, or withdrawn."))
    return found


def find_invitation(session: Session, invitation_id: UUID, now: datetime) -> Invitation | None:
    """The invitation, of all workspaces, by its link, if it is good at `now`."""
    mine = Invitation.id == invitation_id, Invitation.expires_at > now
    return session.scalar(select(Invitation).where(*mine))


def forget_expired_invitations(session: Session, before: datetime) -> None:
    """Deletes those that were over before that time, of all workspaces."""
    session.execute(delete(Invitation).where(Invitation.expires_at < before))


def forget_invitations(session: Session, workspace_id: UUID) -> None:
    """Has none of the links to this workspace's office lead anywhere any more."""
    session.execute(delete(Invitation).where(Invitation.workspace_id == workspace_id))
