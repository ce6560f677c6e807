"""Renew a link that opens nothing any more."""

from collections.abc import Sequence
from uuid import UUID

from services.quotes.adapters.links import Links
from services.quotes.domain.errors import SendFailed
from services.quotes.domain.origin import Origin
from services.quotes.domain.sending import contact_for
from services.quotes.queries.records import lock_record
from services.quotes.usecases.record_history import record_history
from services.quotes.usecases.tell_of_link import tell_of_link
from shared.database.session import Session


def renew_link(
    session: Session,
    *,
    workspace_id: UUID,
    estimate_id: UUID,
    asked: Sequence[str | None],
    links: Links,
    origin: Origin,
) -> bool:
    """Has a fresh link sent to the address on file; False where that cannot be. The estimate stays as it is.

    The link keeps what the last one `asked` to be shown. It opens the record as that one did, also where what is sent of
    itself leads to the seasonal page.
    """
    record = lock_record(session, workspace_id, estimate_id)
    estimate = record.estimate
    if not estimate.can_be_linked_anew:
        return False
    kind = record.current.contents.linked_as(*asked)
    try:
        contact_for(record.customer, "email")
        fresh = links.own_link_to(record, kind=kind, now=origin.at)
    except SendFailed:
        # Whoever holds an old link is not told what the office has on file.
        return False
    details = {"kind": kind, "channel": "email"}
    asked_by = origin.named(record.customer.name)
    record_history(session, estimate=record.estimate, action="link_renewed", origin=asked_by, details=details)
    tell_of_link(session, record=record, kind=kind, channel="email", link=fresh, cause="renewed")
    return True
