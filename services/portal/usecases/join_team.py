"""Somebody takes up the invitation to an office, and has a password."""

from uuid import UUID

from services.portal.domain.invitation import over
from services.portal.domain.staff import Staff, hire, read_role
from services.portal.domain.team_errors import AlreadyMember, InvitationNotFound
from services.portal.queries.invitations import lock_invitation
from services.portal.queries.staff import staff_in_office
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.portal import MemberJoined
from shared.messaging.outbox import publish
from shared.words import say


def join_team(session: Session, *, workspace_id: UUID, invitation_id: UUID, password_hash: str) -> Staff:
    """The new member of the office; uses the invitation up. Raises `InvitationOver` where it is not good any more."""
    now = utc_now()
    try:
        taken = lock_invitation(session, workspace_id, invitation_id)
    except InvitationNotFound:
        raise over() from None
    taken.check(now)
    if staff_in_office(session, workspace_id, taken.email):
        raise AlreadyMember(say("{email} is in this office already. Sign in instead.", email=taken.email))
    role = read_role(taken.role)
    staff = hire(workspace_id, email=taken.email, role=role, password_hash=password_hash, now=now, name=taken.name)
    staff.prove(now)
    session.add(staff)
    session.delete(taken)
    joined = MemberJoined(
        workspace_id=workspace_id, staff_id=staff.id, email=staff.email, name=staff.name, role=staff.role
    )
    publish(session, joined)
    return staff
