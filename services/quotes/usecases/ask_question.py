"""Ask the office about an estimate, or for changes to it."""

from services.quotes.domain.link import CustomerLink
from services.quotes.domain.note import Note, says_again, write_note
from services.quotes.domain.origin import Origin
from services.quotes.queries.notes import last_note
from services.quotes.queries.records import lock_opened
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import ChangesRequested
from shared.messaging.outbox import publish


def ask_question(session: Session, *, link: CustomerLink, text: str, request_changes: bool, origin: Origin) -> Note:
    """Leaves the customer's note on the estimate; with `request_changes` it waits for the office's answer.

    Asking the same again right afterwards adds nothing.
    """
    record = lock_opened(session, link)
    estimate, customer = record.estimate, record.customer
    asked_by = origin.named(customer.name)
    asked = last_note(session, estimate.workspace_id, estimate.id)
    if asked is not None and says_again(asked, text, asked_by) and (estimate.awaits_changes or not request_changes):
        return asked
    if request_changes:
        estimate.request_changes(origin.at)
    note = write_note(estimate, text, asked_by)
    session.add(note)
    action = "changes_requested" if request_changes else "question_asked"
    record_history(session, estimate=record.estimate, action=action, origin=asked_by, details={"note_id": str(note.id)})
    publish(
        session,
        ChangesRequested(
            workspace_id=estimate.workspace_id,
            estimate_id=estimate.id,
            number=estimate.number,
            title=estimate.title,
            customer_id=customer.id,
            customer_name=customer.name,
            text=note.text,
            blocks_acceptance=request_changes,
        ),
    )
    return note
