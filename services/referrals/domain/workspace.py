"""What referrals knows of a workspace: a projection of what the portal tells, never edited here."""

from uuid import UUID

from sqlalchemy import false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.referrals.domain.base import Base
from services.referrals.domain.errors import LinkSetupMissing


class Workspace(Base, kw_only=True):
    """One business, as far as word of mouth is concerned. The release before this one knew no more than its site."""

    __tablename__ = "workspaces"

    # The column is named as in every other table, so that one rule keeps tenants apart in all of them.
    id: Mapped[UUID] = mapped_column("workspace_id", primary_key=True)
    public_site_url: Mapped[str | None] = mapped_column(default=None)
    time_zone: Mapped[str] = mapped_column(default="UTC", server_default=text("'UTC'"))
    link_days: Mapped[int] = mapped_column(default=60, server_default=text("60"))
    reviews: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether its portal takes reviews."""
    referrals: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether its portal gives out links to share."""
    currency: Mapped[str] = mapped_column(default="USD", server_default=text("'USD'"))
    google_review_url: Mapped[str | None] = mapped_column(default=None)
    invite_everyone: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether everybody who leaves a review is invited to Google, or only those who are happy."""

    def link_base(self, public_url: str | None) -> str:
        """Where its links lead: to the dedicated app URL, else to its own site; raises `LinkSetupMissing`."""
        base = public_url or self.public_site_url
        if not base:
            raise LinkSetupMissing(
                "Links have no address yet. Set the public site URL in the account's settings first."
            )
        return base.rstrip("/")

    def invitation(self, *, private: bool) -> str | None:
        """Where whoever has just left a review is invited to post it as well; None where they are not."""
        return None if private and not self.invite_everyone else self.google_review_url
