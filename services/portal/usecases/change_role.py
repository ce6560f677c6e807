"""An owner gives somebody of the office another role."""

from uuid import UUID

from services.portal.domain.staff import Staff
from services.portal.queries.invitations import forget_invitations
from services.portal.queries.owners import get_owner
from services.portal.queries.staff import lock_member, team_of
from services.portal.queries.workspaces import lock_workspace
from shared.database.session import Session
from shared.events.portal import MemberChanged
from shared.messaging.outbox import publish


def change_role(session: Session, *, workspace_id: UUID, staff_id: UUID, role: str, by: UUID) -> Staff:
    """Has the role count from their next press on; raises `MemberNotFound`, `InvalidChoice` or `LastOwner`.

    `by` has to be an owner when it is done: of two who take the role from each other, one does. Where an owner becomes
    something else, the invitations that are open lead nowhere: they may be to friends of theirs.
    """
    # Whoever changes roles of this workspace waits here, so that what is looked at next stays as it is.
    lock_workspace(session, workspace_id)
    get_owner(session, workspace_id, by)
    staff = lock_member(session, workspace_id, staff_id)
    if staff.role != role:
        if staff.is_owner:
            forget_invitations(session, workspace_id)
        staff.take_role(role, team_of(session, workspace_id))
        changed = MemberChanged(
            workspace_id=workspace_id, staff_id=staff.id, email=staff.email, name=staff.name, role=staff.role
        )
        publish(session, changed)
    return staff
