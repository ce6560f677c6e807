"""An estimate locked for a decision, with all that deciding takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select

from services.quotes.domain.customer import Customer
from services.quotes.domain.errors import EstimateNotFound
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.link import CustomerLink, TokenLink, check_not_revoked
from services.quotes.domain.workspace import Workspace
from services.quotes.queries.links import is_revoked, names_of, why_nothing
from shared.database.session import Session

_CURRENT = and_(EstimateVersion.estimate_id == Estimate.id, EstimateVersion.version == Estimate.version)


@dataclass(slots=True)
class Record:
    """One estimate, its current version, its customer and its workspace."""

    estimate: Estimate
    current: EstimateVersion
    customer: Customer
    workspace: Workspace

    def today(self, now: datetime) -> date:
        """The day it is at `now` where the business is."""
        return self.workspace.day_of(now)


def lock_record(session: Session, workspace_id: UUID, estimate_id: UUID) -> Record:
    """The estimate, nobody else's until this transaction ends; raises `EstimateNotFound`."""
    estimate = session.scalar(_by_id(), {"workspace_id": workspace_id, "estimate_id": estimate_id})
    if estimate is None:
        raise EstimateNotFound(f"There is no estimate {estimate_id} in this workspace.")
    return complete(session, [estimate])[0]


def lock_opened(session: Session, link: CustomerLink) -> Record:
    """What a link, which names its workspace, opens; nobody else's until this transaction ends.

    The one way to change anything by a link: raises `LinkNotValid`, for drafts too, and `LinkRevoked`.
    """
    record = _find_opened(session, link)
    if record is None:
        raise why_nothing(session, link)
    # Looked up now that the lock is ours: whoever revokes it holds that, too.
    check_not_revoked(link, void_before=record.estimate.links_void_before, revoked=is_revoked(session, link))
    return record


def lock_all_of(session: Session, workspace_id: UUID, customer_id: UUID) -> Sequence[Estimate]:
    """Every estimate of the customer, nobody else's until this transaction ends."""
    mine = Estimate.workspace_id == workspace_id, Estimate.customer_id == customer_id
    # In one order, so that two who do this at once do not wait for each other.
    return session.scalars(select(Estimate).where(*mine).order_by(Estimate.id).with_for_update()).all()


def _find_opened(session: Session, link: CustomerLink) -> Record | None:
    by_token = isinstance(link, TokenLink)
    which = names_of(link)
    # One statement, as customers wait for it: what it joins besides the estimate never changes once it has been sent.
    found = session.execute(_opened(by_token=by_token), which).one_or_none()
    if found is not None:
        return Record(*found)
    # Nothing there, or there was a new version by the time the lock was ours, which that statement does not see.
    estimate = session.scalar(_by_token() if by_token else _by_id(), which)
    return complete(session, [estimate])[0] if estimate is not None and estimate.is_shown else None


def complete(session: Session, estimates: Sequence[Estimate]) -> list[Record]:
    """The records of `estimates`, which the caller has locked, in order; one statement for all workspaces."""
    # A statement of its own: one that locks and waits would join what it locked to rows older than that.
    found = session.execute(_rest(), {"ids": [estimate.id for estimate in estimates]})
    rest = {row[0]: row[1:] for row in found}
    return [Record(estimate, *rest[estimate.id]) for estimate in estimates]


@cache
def _by_id() -> Select[Estimate]:
    mine = Estimate.workspace_id == bindparam("workspace_id"), Estimate.id == bindparam("estimate_id")
    return select(Estimate).where(*mine).with_for_update()


@cache
def _by_token() -> Select[Estimate]:
    return select(Estimate).where(Estimate.public_token == bindparam("token")).with_for_update()


@cache
def _opened(*, by_token: bool) -> Select[Estimate, EstimateVersion, Customer, Workspace]:
    which = _by_token() if by_token else _by_id()
    return (
        which.add_columns(EstimateVersion, Customer, Workspace)
        .join(EstimateVersion, _CURRENT)
        .join(Customer, Customer.id == Estimate.customer_id)
        .join(Workspace, Workspace.id == Estimate.workspace_id)
        .where(Estimate.sent_at.is_not(None))
        .with_for_update(of=Estimate)
    )


@cache
def _rest() -> Select[UUID, EstimateVersion, Customer, Workspace]:
    return (
        select(Estimate.id, EstimateVersion, Customer, Workspace)
        .join(EstimateVersion, _CURRENT)
        .join(Customer, Customer.id == Estimate.customer_id)
        .join(Workspace, Workspace.id == Estimate.workspace_id)
        .where(Estimate.id.in_(bindparam("ids", expanding=True)))
    )
