"""Estimates whose last day has passed, in all workspaces: nobody's request, so no workspace is asked for."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import BindParameter, bindparam, or_, select

from services.quotes.domain.estimate import Estimate
from services.quotes.domain.estimate_states import OPEN
from services.quotes.domain.workspace import Workspace, local_day
from shared.database.session import Session

# Written out in the statement, for the partial index to be found.
_OPEN: BindParameter[list[str]] = bindparam("open", list(OPEN), expanding=True, literal_execute=True)


def lock_lapsed(session: Session, *, now: datetime, limit: int) -> Sequence[Estimate]:
    """Up to `limit` estimates of all workspaces that are open and over, by each one's calendar; skips those in use."""
    over = [
        Workspace.time_zone.in_(zones) & (Estimate.expires_on < today) for today, zones in _days(session, now).items()
    ]
    if not over:
        return []
    query = (
        select(Estimate)
        .join(Workspace, Workspace.id == Estimate.workspace_id)
        .where(Estimate.status.in_(_OPEN), or_(*over))
        .order_by(Estimate.expires_on, Estimate.id)
        .limit(limit)
    )
    return session.scalars(query.with_for_update(skip_locked=True, of=Estimate)).all()


def _days(session: Session, now: datetime) -> dict[date, list[str]]:
    """The days it is now, at most three around the world, each with the time zones it is in."""
    days: dict[date, list[str]] = defaultdict(list)
    for zone in session.scalars(select(Workspace.time_zone).distinct()):
        days[local_day(now, zone)].append(zone)
    return days
