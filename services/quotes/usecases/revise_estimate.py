"""Revise an estimate."""

from collections.abc import Callable
from uuid import UUID

from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.offer import Offer
from services.quotes.domain.origin import Origin
from services.quotes.queries.records import lock_record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import EstimateChanged
from shared.messaging.outbox import publish


def revise_estimate(
    session: Session,
    *,
    workspace_id: UUID,
    estimate_id: UUID,
    version: int | None,
    document_hash: str | None = None,
    change: Callable[[Offer], Offer],
    origin: Origin,
) -> EstimateVersion:
    """Has the estimate offer what `change` makes of what it offers now; raises `StaleVersion` unless that is `version`.

    A draft is rewritten within its version: the `document_hash` of what was edited tells two people at one draft apart.
    What has been sent gets a new version, and whoever has the old one on the screen cannot accept it any more.
    """
    record = lock_record(session, workspace_id, estimate_id)
    estimate = record.estimate
    estimate.check_version(version)
    record.current.check_edited(document_hash, estimate.number)
    hash_before = record.current.document_hash
    revised = estimate.revise(
        record.current,
        change(record.current.offer),
        now=origin.at,
        today=record.today(origin.at),
        by=origin.actor_name or "",
    )
    if revised.document_hash == hash_before:
        return revised
    session.add(revised)
    content = {"version": revised.version, "document_hash": revised.document_hash}
    record_history(session, estimate=record.estimate, action="revised", origin=origin, details=content)
    if estimate.is_shown:
        publish(
            session,
            EstimateChanged(workspace_id=workspace_id, estimate_id=estimate.id, number=estimate.number, **content),
        )
    return revised
