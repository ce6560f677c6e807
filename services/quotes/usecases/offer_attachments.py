"""Have an estimate offer the attachments that its customer is to see."""

from collections.abc import Sequence
from dataclasses import replace

from services.quotes.domain.attachment import Attachment, shown
from services.quotes.domain.offer import Offer
from services.quotes.domain.origin import Origin
from services.quotes.queries.mockups import shows_of
from services.quotes.queries.records import Record
from services.quotes.usecases.revise_estimate import revise_estimate
from shared.database.session import Session


def offer_attachments(session: Session, *, record: Record, attachments: Sequence[Attachment], origin: Origin) -> None:
    """Revises the locked estimate where what the customer sees of `attachments` is not what it offers now."""
    estimate = record.estimate
    record_type = estimate.record_type
    wanted = shown(attachments, shows_of(session, estimate.workspace_id, estimate.id, record_type=record_type))
    if wanted == record.current.offer.attachments:
        return

    def change(offer: Offer) -> Offer:
        return replace(offer, attachments=wanted)

    revise_estimate(
        session,
        workspace_id=estimate.workspace_id,
        estimate_id=estimate.id,
        version=None,
        change=change,
        origin=origin,
    )
