"""A lead: somebody who has asked for an estimate, and how far the office has got with them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.business_hours import BusinessHours
from services.quotes.domain.origin import ActorKind, Origin
from shared.ids import new_id

LeadStatus = Literal["new", "contacted", "quoted", "won", "lost"]
LeadSource = Literal["portal", "referral"]
GOAL = timedelta(hours=1)
"""How soon somebody is to be answered, in hours of business."""


class Lead(Base, kw_only=True):
    """One lead. Its id is that of the request it came by, so that a request never becomes two."""

    __tablename__ = "leads"
    __table_args__ = (
        Index(None, "workspace_id", "id"),
        Index(None, "workspace_id", "status", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    """In E.164."""
    address: Mapped[str]
    services: Mapped[list[str]]
    notes: Mapped[str]
    source: Mapped[LeadSource] = mapped_column(Text)
    referral_code: Mapped[str | None]
    created_at: Mapped[datetime]
    """When they asked."""
    due_at: Mapped[datetime]
    """When they are to have been answered at the latest."""
    updated_at: Mapped[datetime]
    status: Mapped[LeadStatus] = mapped_column(Text, default="new")
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the office first got in touch, or let it be: until then the clock runs."""
    customer_id: Mapped[UUID | None] = mapped_column(belongs_to("customers.id"), default=None)
    estimate_id: Mapped[UUID | None] = mapped_column(belongs_to("estimates.id"), default=None)
    row_version: Mapped[int] = mapped_column(init=False)

    # Two who move it at once: the second to be written fails, and finds the first when it is tried again.
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012

    def move(self, status: LeadStatus, now: datetime) -> bool:
        """It has got so far; whether that is news. Any way is open: what was pressed by mistake is pressed back."""
        if status == self.status:
            return False
        self.status, self.updated_at = status, now
        if status != "new" and self.answered_at is None:
            self.answered_at = now
        return True

    def quote(self, now: datetime) -> bool:
        """Their estimate has been sent; whether that is news. It takes nobody back who has got farther."""
        return self.status in {"new", "contacted", "lost"} and self.move("quoted", now)

    def attach(self, customer_id: UUID, estimate_id: UUID, now: datetime) -> None:
        """Tell who they are on file, and which estimate was made for them."""
        self.customer_id, self.estimate_id, self.updated_at = customer_id, estimate_id, now


class LeadLine(Base, kw_only=True):
    """One line of a lead's history: what it became, by whom, and when."""

    __tablename__ = "lead_lines"
    __table_args__ = (Index(None, "lead_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    lead_id: Mapped[UUID] = mapped_column(belongs_to("leads.id"))
    at: Mapped[datetime]
    action: Mapped[str]
    """A status it was moved to; created, or drafted when an estimate was made of it."""
    actor_kind: Mapped[ActorKind] = mapped_column(Text)
    actor_name: Mapped[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What somebody asked for."""

    name: str
    email: str | None
    phone: str | None
    address: str
    services: tuple[str, ...]
    notes: str
    referral_code: str | None
    at: datetime


def lead_of(enquiry: Enquiry, *, lead_id: UUID, workspace_id: UUID, hours: BusinessHours) -> Lead:
    """The lead that an enquiry makes; its clock starts when they asked, however late that is heard of."""
    return Lead(
        id=lead_id,
        workspace_id=workspace_id,
        name=enquiry.name,
        email=enquiry.email,
        phone=enquiry.phone,
        address=enquiry.address,
        services=list(enquiry.services),
        notes=enquiry.notes,
        source="referral" if enquiry.referral_code else "portal",
        referral_code=enquiry.referral_code,
        created_at=enquiry.at,
        due_at=hours.due(enquiry.at, GOAL),
        updated_at=enquiry.at,
    )


def time_left(due_at: datetime, answered_at: datetime | None, hours: BusinessHours, now: datetime) -> timedelta | None:
    """How much open time is left to answer, less than nothing once it is over; None once they are answered."""
    return None if answered_at else hours.between(now, due_at)


def line_of(lead: Lead, action: str, origin: Origin) -> LeadLine:
    """The line that tells of it."""
    return LeadLine(
        id=new_id(),
        workspace_id=lead.workspace_id,
        lead_id=lead.id,
        at=origin.at,
        action=action,
        actor_kind=origin.actor_kind,
        actor_name=origin.actor_name,
    )
