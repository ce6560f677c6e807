"""Have an address written to again."""

from uuid import UUID

from services.notifications.domain.errors import StoppedByReader
from services.notifications.domain.outcome import STOPPED
from services.notifications.queries.opt_outs import remove_opt_out
from services.notifications.queries.suppressions import find_suppression, lift_suppression
from shared.database.session import Session


def write_again(session: Session, *, workspace_id: UUID, address: str) -> None:
    """Lifts what stands in the way of it; raises `StoppedByReader` where only its owner may. Twice changes nothing."""
    found = find_suppression(session, workspace_id, address)
    if found is not None and found.reason == STOPPED:
        message = "Whoever has this number texted STOP, and can begin again by texting START. Call, or write an email."
        raise StoppedByReader(message, field="address")
    lift_suppression(session, workspace_id, address=address)
    remove_opt_out(session, workspace_id, address=address)
