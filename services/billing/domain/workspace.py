"""What billing knows of a workspace: a projection of what the portal tells, never edited here."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base
from shared.clock import time_zone

DEFAULT_LINK_DAYS = 60
_MORNING, _EVENING = time(9), time(19)


class Workspace(Base, kw_only=True):
    """One business, as far as its invoices and their links need it."""

    __tablename__ = "workspaces"

    # The column is named as in every other table, so that one rule keeps tenants apart in all of them.
    id: Mapped[UUID] = mapped_column("workspace_id", primary_key=True)
    time_zone: Mapped[str]
    public_site_url: Mapped[str | None] = mapped_column(default=None)
    link_days: Mapped[int] = mapped_column(default=DEFAULT_LINK_DAYS)
    slug: Mapped[str | None] = mapped_column(default=None)
    """This and the rest is unknown of a workspace that has not been told of since an earlier release."""
    company_name: Mapped[str | None] = mapped_column(default=None)
    currency: Mapped[str | None] = mapped_column(default=None)
    locale: Mapped[str | None] = mapped_column(default=None)
    contact_email: Mapped[str | None] = mapped_column(default=None)
    contact_phone: Mapped[str | None] = mapped_column(default=None)
    accent_color: Mapped[str | None] = mapped_column(default=None)
    logo_png: Mapped[str | None] = mapped_column(default=None)
    privacy: Mapped[str] = mapped_column(default="standard", server_default=text("'standard'"))

    def is_day(self, moment: datetime) -> bool:
        """Whether people may be written to: not at night, by the clock of the business."""
        return _MORNING <= moment.astimezone(time_zone(self.time_zone)).time() < _EVENING

    def day_of(self, moment: datetime) -> date:
        """The calendar day of `moment` where the business is."""
        return moment.astimezone(time_zone(self.time_zone)).date()
