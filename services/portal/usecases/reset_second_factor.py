"""An owner helps a colleague who has lost both phone and paper."""

from uuid import UUID

from services.portal.queries.owners import get_owner
from services.portal.queries.workspaces import lock_workspace
from services.portal.usecases.drop_second_factor import drop_second_factor
from shared.database.session import Session


def reset_second_factor(session: Session, *, workspace_id: UUID, staff_id: UUID, by: UUID) -> None:
    """The password alone signs them in until they set up another app; raises `OwnerOnly` or `SecondFactorOff`."""
    lock_workspace(session, workspace_id)
    get_owner(session, workspace_id, by)
    drop_second_factor(session, workspace_id=workspace_id, staff_id=staff_id)
