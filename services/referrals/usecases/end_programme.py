"""End an incentive programme."""

from uuid import UUID

from services.referrals.domain.reward import Programme
from services.referrals.queries.rewards import programme_of
from shared.clock import utc_now
from shared.database.session import Session


def end_programme(session: Session, *, workspace_id: UUID, programme_id: UUID) -> Programme:
    """Nothing is earned by it any more; raises `ProgrammeNotFound`."""
    programme = programme_of(session, workspace_id, programme_id)
    programme.end(utc_now())
    return programme
