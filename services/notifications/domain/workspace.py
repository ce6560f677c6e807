"""What notifications knows of a workspace: a projection of what the portal tells, never edited here."""

from uuid import UUID

from sqlalchemy import false, true
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain.base import Base


class Workspace(Base, kw_only=True):
    """One business, as far as its messages are dressed like it."""

    __tablename__ = "workspaces"

    # The column is named as in every other table, so that one rule keeps tenants apart in all of them.
    id: Mapped[UUID] = mapped_column("workspace_id", primary_key=True)
    slug: Mapped[str]
    company_name: Mapped[str]
    time_zone: Mapped[str]
    locale: Mapped[str]
    public_site_url: Mapped[str | None] = mapped_column(default=None)
    contact_email: Mapped[str | None] = mapped_column(default=None)
    contact_phone: Mapped[str | None] = mapped_column(default=None)
    accent_color: Mapped[str | None] = mapped_column(default=None)
    logo_url: Mapped[str | None] = mapped_column(default=None)
    # The release before this one knew nothing of it, and said that everybody can pay online.
    takes_payments: Mapped[bool] = mapped_column(default=False, server_default=true())
    """Whether customers can pay online at this moment."""
    reviews: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether its portal takes reviews, gives out links to share, and shows what is to be paid."""
    referrals: Mapped[bool] = mapped_column(default=True, server_default=true())
    invoice_payments: Mapped[bool] = mapped_column(default=False, server_default=false())
    last_position: Mapped[int] = mapped_column(default=0)
    """The place of the newest notice in the workspace's inbox; whoever adds one holds this row until the commit."""
