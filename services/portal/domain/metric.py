"""What portals have brought about: facts as they were told, and the figures per month and channel that follow from them.

The facts are the log. Figures are kept beside them only to be quick to read, and can be made anew from them at any time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.arrival import DIRECT
from services.portal.domain.base import Base

Kind = Literal[
    "page_viewed",
    "estimate_requested",
    "proposal_sent",
    "proposal_viewed",
    "proposal_accepted",
    "payment_started",
    "payment_succeeded",
    "review_submitted",
    "referral_attributed",
]
Figure = Literal[
    "page_views",
    "estimate_requests",
    "proposals_viewed",
    "proposals_accepted",
    "conversions",
    "decisions",
    "payments",
    "reviews",
    "referrals",
]
"""Conversions are the views that an acceptance followed, whenever it did; decisions add up the seconds from sending to it."""
_COUNTED: dict[str, Figure] = {
    "page_viewed": "page_views",
    "estimate_requested": "estimate_requests",
    "proposal_viewed": "proposals_viewed",
    "review_submitted": "reviews",
    "referral_attributed": "referrals",
}


class CountedFact(Base, kw_only=True):
    """One thing that happened to one record, the first time it did. `amount` is in minor units of `currency`."""

    __tablename__ = "counted_facts"
    __table_args__ = (Index(None, "workspace_id", "subject_id"),)

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The record: once for each, however often it is told."""
    event_id: Mapped[UUID]
    at: Mapped[datetime]
    channel: Mapped[str]
    currency: Mapped[str] = mapped_column(default="")
    amount: Mapped[int] = mapped_column(BigInteger, default=0)


class PortalMetric(Base, kw_only=True):
    """One figure of one month, as the workspace's clocks have it, and one channel."""

    __tablename__ = "portal_metrics"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    """Such as 2026-11."""
    channel: Mapped[str] = mapped_column(primary_key=True)
    figure: Mapped[str] = mapped_column(primary_key=True)
    currency: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a figure."""

    month: str
    channel: str
    figure: Figure
    currency: str = ""


Tally = dict[Cell, tuple[int, int]]
"""How many, and how much, in each cell."""


def month_of(at: datetime, zone: ZoneInfo) -> str:
    """The month by the clocks of `zone`."""
    return at.astimezone(zone).strftime("%Y-%m")


def tally_of(facts: Iterable[CountedFact], zone: ZoneInfo) -> Tally:
    """What the facts of one record add to the figures."""
    return {cell: (1, amount) for cell, amount in _entries({fact.kind: fact for fact in facts}, zone)}


def add_to(total: Tally, tally: Tally, *, sign: int = 1) -> None:
    """Adds `tally` to `total`, or takes it away."""
    for cell, (count, amount) in tally.items():
        counted, summed = total.get(cell, (0, 0))
        total[cell] = (counted + sign * count, summed + sign * amount)


def _entries(facts: dict[str, CountedFact], zone: ZoneInfo) -> Iterator[tuple[Cell, int]]:
    for kind, figure in _COUNTED.items():
        if kind in facts:
            yield _cell(facts[kind], figure, zone), 0
    accepted, viewed, sent = (facts.get(f"proposal_{what}") for what in ("accepted", "viewed", "sent"))
    if accepted:
        # Who signs by program, or comes back days later, has come by what they were sent first.
        channel = viewed.channel if viewed and accepted.channel == DIRECT else accepted.channel
        yield _cell(accepted, "proposals_accepted", zone, channel), accepted.amount
        if viewed:
            yield _cell(viewed, "conversions", zone), 0
        if sent:
            taken = max(0, int((accepted.at - sent.at).total_seconds()))
            yield Cell(month_of(accepted.at, zone), channel, "decisions"), taken
    started, succeeded = facts.get("payment_started"), facts.get("payment_succeeded")
    # What nobody started on the portal the office took by hand.
    if started and succeeded:
        yield _cell(succeeded, "payments", zone, started.channel), succeeded.amount


def _cell(fact: CountedFact, figure: Figure, zone: ZoneInfo, channel: str | None = None) -> Cell:
    return Cell(month_of(fact.at, zone), channel or fact.channel, figure, fact.currency)
