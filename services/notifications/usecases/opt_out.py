"""Opt out of the messages that one does not need, or in again."""

from uuid import UUID

from services.notifications.queries.opt_outs import add_opt_out, remove_opt_out
from shared.clock import utc_now
from shared.database.session import Session


def opt_out(session: Session, *, workspace_id: UUID, address: str, out: bool = True) -> None:
    """Has the business send this address no follow-ups and reminders any more, or again."""
    if out:
        add_opt_out(session, workspace_id, address=address, now=utc_now())
    else:
        remove_opt_out(session, workspace_id, address=address)
