"""A customer has a question, or wants an estimate changed: the office is to answer."""

from services.notifications.domain.notices import asked, estimate_url
from services.notifications.usecases.follow_progress import follow_progress
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.quotes import ChangesRequested

_TOLD = {"customer_name", "number", "title", "text", "blocks_acceptance"}


def handle(session: Session, event: ChangesRequested) -> None:
    tell_office(
        session,
        event=event,
        kind="changes_requested",
        title="Changes requested" if event.blocks_acceptance else "New question",
        text=asked(event.customer_name, event.number, event.text, wants_changes=event.blocks_acceptance),
        url=estimate_url(event.estimate_id),
        record_id=event.estimate_id,
        at=event.envelope.time,
        facts=_TOLD,
    )
    if event.blocks_acceptance:
        # It is the office's turn now, until it sends the estimate again.
        follow_progress(
            session,
            workspace_id=event.workspace_id,
            estimate_id=event.estimate_id,
            what="closed",
            at=event.envelope.time,
        )
