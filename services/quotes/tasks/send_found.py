"""Send what a look-up has found: a task, as links are made with keys that no event's handler has."""

from collections.abc import Sequence
from uuid import UUID

import structlog

from services.quotes.usecases.send_found import send_found
from shared.clock import utc_now
from shared.service import Context

log = structlog.get_logger()


def run(
    context: Context,
    *,
    workspace_id: str,
    lookup_id: str,
    estimate_ids: Sequence[str],
    record_type: str | None = None,
    contact_ids: Sequence[str] = (),
) -> None:
    """Does nothing the second time. The log tells where links could not be made, which nobody else is told."""
    with context.database.begin() as session:
        sent = send_found(
            session,
            workspace_id=UUID(workspace_id),
            lookup_id=UUID(lookup_id),
            estimate_ids=[UUID(estimate_id) for estimate_id in estimate_ids],
            record_type=record_type,
            contact_ids=[UUID(contact_id) for contact_id in contact_ids],
            links=context.adapters.links,
            now=utc_now(),
        )
    log.info("lookup_answered", lookup_id=lookup_id, found=len(estimate_ids), sent=sent)
