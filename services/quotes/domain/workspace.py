"""What quotes knows of a workspace: a projection of what the portal tells, never edited here."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base
from services.quotes.domain.business_hours import DEFAULT_HOURS, BusinessHours, read_hours
from shared.clock import time_zone
from shared.phones import home_region

DEFAULT_LINK_DAYS = 60


class Workspace(Base, kw_only=True):
    """One business, as far as its estimates need it."""

    __tablename__ = "workspaces"

    # The column is named as in every other table, so that one rule keeps tenants apart in all of them.
    id: Mapped[UUID] = mapped_column("workspace_id", primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    company_name: Mapped[str]
    time_zone: Mapped[str]
    currency: Mapped[str]
    locale: Mapped[str]
    public_site_url: Mapped[str | None] = mapped_column(default=None)
    contact_email: Mapped[str | None] = mapped_column(default=None)
    contact_phone: Mapped[str | None] = mapped_column(default=None)
    accent_color: Mapped[str | None] = mapped_column(default=None)
    logo_png: Mapped[bytes | None] = mapped_column(default=None, deferred=True)
    """The logo for paper; nothing but paper reads it."""
    link_days: Mapped[int] = mapped_column(default=DEFAULT_LINK_DAYS)
    hours: Mapped[str] = mapped_column(default=DEFAULT_HOURS, server_default=DEFAULT_HOURS)
    """When it is open, as the portal writes it."""

    def day_of(self, moment: datetime) -> date:
        """The calendar day of `moment` where the business is."""
        return local_day(moment, self.time_zone)

    @property
    def business_hours(self) -> BusinessHours:
        """When it is open."""
        return read_hours(self.hours, self.time_zone)

    @property
    def default_region(self) -> str:
        """Where phone numbers without a country code are from: where its clocks are, else where its language is."""
        return home_region(self.time_zone, self.locale)


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day of `moment` in the time zone called `zone`."""
    return moment.astimezone(time_zone(zone)).date()
