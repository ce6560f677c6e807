"""Links to invoices that open nothing any more, before their time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.billing.domain.base import Base


class RevokedLink(Base, kw_only=True):
    """One link that opens nothing any more; a fresh one to the invoice may still be had."""

    __tablename__ = "revoked_links"

    link_id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    invoice_id: Mapped[UUID]
    revoked_at: Mapped[datetime]
