"""One version of an estimate: what it offers, as shown and as signed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.document import document, document_hash, offer_from
from services.quotes.domain.errors import StaleVersion
from services.quotes.domain.kinds import Contents, contents_of
from services.quotes.domain.offer import Offer
from services.quotes.domain.totals import lowest_total


class EstimateVersion(Base, kw_only=True):
    """The content of one version, as shown and as signed. Once its estimate has been sent it never changes."""

    __tablename__ = "estimate_versions"

    estimate_id: Mapped[UUID] = mapped_column(belongs_to("estimates.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]
    document_hash: Mapped[str]
    total_from: Mapped[int] = mapped_column(BigInteger)
    """What it comes to at least: the cheapest option, no optional item ticked."""
    created_at: Mapped[datetime]
    created_by: Mapped[str]

    @property
    def offer(self) -> Offer:
        """What this version offers."""
        return offer_from(self.document)

    @property
    def contents(self) -> Contents:
        """What there is in it, which tells what kind of record it is."""
        return contents_of(self.document)

    def check_shown(self, document_hash: str | None) -> None:
        """Raises `StaleVersion` when the page, where it tells the hash of what it shows, shows something else."""
        if document_hash is not None and document_hash != self.document_hash:
            message = "This page shows something else than the current version. Reload it, then sign again."
            raise StaleVersion(message, current_version=self.version)

    def check_edited(self, document_hash: str | None, number: str) -> None:
        """Raises `StaleVersion` when what somebody edits, where they tell its hash, is not what there is now."""
        if document_hash is not None and document_hash != self.document_hash:
            message = f"{number} was changed by somebody else meanwhile. Look at what it is now, then save again."
            raise StaleVersion(message, current_version=self.version)

    def take_over(self, revised: "EstimateVersion") -> None:
        """Offers what `revised` does; only for what nobody has been sent."""
        self.document, self.document_hash = revised.document, revised.document_hash
        self.total_from = revised.total_from
        self.created_at, self.created_by = revised.created_at, revised.created_by


def version_of(
    offer: Offer, estimate_id: UUID, workspace_id: UUID, *, version: int, now: datetime, by: str
) -> EstimateVersion:
    """The version of an estimate that holds `offer`."""
    content = document(offer)
    return EstimateVersion(
        estimate_id=estimate_id,
        version=version,
        workspace_id=workspace_id,
        document=content,
        document_hash=document_hash(content),
        total_from=lowest_total(offer),
        created_at=now,
        created_by=by,
    )
