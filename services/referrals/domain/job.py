"""Work that is done, as far as it can be reviewed: a projection of what quotes tells."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.referrals.domain.base import Base
from services.referrals.domain.errors import LinkRevoked


class CompletedJob(Base, kw_only=True):
    """One job that was completed, and for whom."""

    __tablename__ = "completed_jobs"
    __table_args__ = (Index(None, "workspace_id", "customer_id"), Index(None, "workspace_id", "estimate_id"))

    id: Mapped[UUID] = mapped_column("job_id", primary_key=True)
    workspace_id: Mapped[UUID]
    estimate_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    customer_name: Mapped[str]
    customer_email: Mapped[str | None]
    title: Mapped[str]
    completed_at: Mapped[datetime]
    links_void_before: Mapped[datetime | None] = mapped_column(default=None)
    """No link to review it that was issued until then opens anything."""

    def revoke_links(self, at: datetime) -> None:
        """Has no link that was issued until `at` open anything any more."""
        self.links_void_before = max(at, self.links_void_before or at)

    def check_not_revoked(self, issued_at: datetime, *, itself: bool) -> None:
        """Raises `LinkRevoked` for a link of that time, when the link `itself` or all of that time are revoked."""
        if itself or (self.links_void_before is not None and issued_at <= self.links_void_before):
            raise LinkRevoked("This link was withdrawn. Ask for a fresh one; it goes to the address on file.")


class RevokedLink(Base, kw_only=True):
    """One link that opens nothing any more; a fresh one to the job may still be had."""

    __tablename__ = "revoked_links"

    link_id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    job_id: Mapped[UUID]
    revoked_at: Mapped[datetime]
