"""An owner has somebody leave the office, perhaps themselves."""

from uuid import UUID

from services.portal.queries.invitations import forget_invitations
from services.portal.queries.owners import get_owner
from services.portal.queries.password_resets import forget_resets
from services.portal.queries.second_factors import forget_factor
from services.portal.queries.sessions import end_sessions_of
from services.portal.queries.staff import lock_member, team_of
from services.portal.queries.workspaces import lock_workspace
from shared.database.session import Session
from shared.events.portal import MemberRemoved
from shared.messaging.outbox import publish


def remove_member(session: Session, *, workspace_id: UUID, staff_id: UUID, by: UUID) -> None:
    """They are signed out everywhere at once, and cannot sign in; raises `MemberNotFound` or `LastOwner`.

    Who owned the workspace may have invited friends to come back by: the invitations that are open lead nowhere then.

    `by` has to be an owner when it is done: of two who remove each other, one does.
    """
    lock_workspace(session, workspace_id)
    get_owner(session, workspace_id, by)
    staff = lock_member(session, workspace_id, staff_id)
    staff.check_may_go(team_of(session, workspace_id))
    end_sessions_of(session, workspace_id, staff_id)
    forget_resets(session, workspace_id, staff_id)
    forget_factor(session, workspace_id, staff_id)
    if staff.is_owner:
        forget_invitations(session, workspace_id)
    session.delete(staff)
    publish(session, MemberRemoved(workspace_id=workspace_id, staff_id=staff_id))
