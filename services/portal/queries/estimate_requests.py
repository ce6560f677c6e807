"""Requests for estimates that were taken in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.portal.domain.estimate_request import EstimateRequest
from shared.database.session import Session
from shared.database.upsert import insert_into


def note_request(
    session: Session, workspace_id: UUID, *, request_id: UUID, fingerprint: str, requested_at: datetime
) -> UUID:
    """Notes that a request is taken in; the id of the one that was, which is another one where it was taken in before.

    Whoever sends the same at the same moment waits here for the first of them to be taken in.
    """
    insert = insert_into(session, EstimateRequest).values(
        id=request_id, workspace_id=workspace_id, fingerprint=fingerprint, requested_at=requested_at
    )
    session.execute(insert.on_conflict_do_nothing(index_elements=["workspace_id", "fingerprint"]))
    mine = EstimateRequest.workspace_id == workspace_id, EstimateRequest.fingerprint == fingerprint
    return session.scalars(select(EstimateRequest.id).where(*mine)).one()
