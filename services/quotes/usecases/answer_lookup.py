"""Answer somebody who has looked up what is open for an email address or phone number."""

from typing import Any
from uuid import UUID

from services.quotes.domain.kinds import HOLIDAY_LIGHTS
from services.quotes.domain.season import SEASON
from services.quotes.queries.found import find_in_season, find_open
from services.quotes.queries.parties import find_parties
from services.quotes.queries.workspaces import get_workspace
from shared.clock import utc_now
from shared.database.session import Session
from shared.messaging.outbox import enqueue

TASK = "quotes.send_found"


def answer_lookup(
    session: Session,
    *,
    workspace_id: UUID,
    lookup_id: UUID,
    email_key: str | None,
    phone: str | None,
    record_type: str | None = None,
) -> None:
    """Has the links of what is open sent to the addresses on file; does nothing where nothing is. Both as compared.

    Of holiday lights, where it asks for those, also what was signed this season.
    """
    now = utc_now()
    parties = find_parties(session, workspace_id=workspace_id, email_key=email_key, phone=phone)
    known = [party.customer.id for party in parties]
    today = get_workspace(session, workspace_id).day_of(now)
    if record_type == HOLIDAY_LIGHTS:
        found = find_in_season(session, workspace_id, known, today=today, signed_after=now - SEASON)
    else:
        found = find_open(session, workspace_id, known, today=today)
    if found:
        # What was entered goes no further than here.
        estimates = [str(estimate_id) for estimate_id in found]
        # Named only where it is asked for: the worker may still be of a release that does not know it.
        asked: dict[str, Any] = {"record_type": record_type} if record_type else {}
        contacts = [str(party.contact.id) for party in parties if party.contact]
        if contacts:
            asked["contact_ids"] = contacts
        enqueue(
            session, TASK, workspace_id=str(workspace_id), lookup_id=str(lookup_id), estimate_ids=estimates, **asked
        )
