"""Those who own a workspace."""

from uuid import UUID

from services.portal.domain.errors import OwnerOnly
from services.portal.domain.staff import Staff
from services.portal.queries.staff import staff_of
from shared.database.session import Session
from shared.words import say


def get_owner(session: Session, workspace_id: UUID, staff_id: UUID) -> Staff:
    """That owner of the workspace, as things are now and not as a token says; raises `OwnerOnly`."""
    found = staff_of(session, workspace_id, staff_id)
    if found is None or found.role != "owner":
        raise OwnerOnly(say("Only an owner may do that. Ask an owner of your workspace."))
    return found
