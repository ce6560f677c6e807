"""Start an incentive programme."""

from uuid import UUID

from services.referrals.domain.reward import Programme, Rule, open_programme
from services.referrals.queries.rewards import programme_now
from services.referrals.queries.workspaces import get_workspace
from shared.clock import utc_now
from shared.database.session import Session


def start_programme(
    session: Session, *, workspace_id: UUID, name: str, referrer: Rule, friend: Rule, approves_itself: bool
) -> Programme:
    """Holds from now on, in place of the one before; raises an error that names the field at fault."""
    now = utc_now()
    programme = open_programme(
        workspace_id,
        name=name,
        currency=get_workspace(session, workspace_id).currency,
        referrer=referrer,
        friend=friend,
        approves_itself=approves_itself,
        now=now,
    )
    before = programme_now(session, workspace_id)
    if before is not None:
        before.end(now)
    session.add(programme)
    return programme
