"""Estimates as they are looked up by whom they are for."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from services.quotes.domain.estimate import Estimate
from services.quotes.domain.estimate_states import OPEN
from services.quotes.domain.kinds import HOLIDAY_LIGHTS
from services.quotes.queries.records import Record, complete
from shared.database.session import Session


def find_open(session: Session, workspace_id: UUID, customer_ids: Collection[UUID], *, today: date) -> Sequence[UUID]:
    """The estimates that are open for these customers, oldest first."""
    return _find(session, workspace_id, customer_ids, _is_open(today))


def find_in_season(
    session: Session, workspace_id: UUID, customer_ids: Collection[UUID], *, today: date, signed_after: datetime
) -> Sequence[UUID]:
    """The holiday proposals of these customers that are open or were signed after that, oldest first."""
    signed = and_(Estimate.status == "accepted", Estimate.decided_at > signed_after)
    of_the_season = and_(Estimate.record_type == HOLIDAY_LIGHTS, or_(signed, _is_open(today)))
    return _find(session, workspace_id, customer_ids, of_the_season)


def lock_records(session: Session, workspace_id: UUID, estimate_ids: Sequence[UUID]) -> list[Record]:
    """Those of the estimates that there are, oldest first; nobody else's until this transaction ends."""
    mine = Estimate.workspace_id == workspace_id, Estimate.id.in_(estimate_ids)
    # In one order, so that two look-ups of the same estimates do not wait for each other.
    estimates = session.scalars(select(Estimate).where(*mine).order_by(Estimate.id).with_for_update()).all()
    return complete(session, estimates)


def _find(
    session: Session, workspace_id: UUID, customer_ids: Collection[UUID], which: ColumnElement[bool]
) -> Sequence[UUID]:
    theirs = Estimate.workspace_id == workspace_id, Estimate.customer_id.in_(customer_ids)
    return session.scalars(select(Estimate.id).where(*theirs, which).order_by(Estimate.id)).all()


def _is_open(today: date) -> ColumnElement[bool]:
    return and_(Estimate.status.in_(OPEN), or_(Estimate.expires_on.is_(None), Estimate.expires_on >= today))
