"""Somebody asks for an estimate."""

from uuid import UUID

from services.portal.domain.estimate_request import Asked
from services.portal.queries.estimate_requests import note_request
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.portal import EstimateRequested
from shared.ids import new_id
from shared.messaging.outbox import publish


def request_estimate(
    session: Session, *, workspace_id: UUID, asked: Asked, submission: str, referral_code: str | None = None
) -> UUID:
    """Takes it in, for whenever somebody gets to it, and returns its id; the same form sent again comes to the same one.

    `asked` has been read. Without a `submission` that tells one form from another, it is a request of its own.
    """
    now, request_id = utc_now(), new_id()
    fingerprint = asked.fingerprint(submission or str(request_id))
    taken_in = note_request(session, workspace_id, request_id=request_id, fingerprint=fingerprint, requested_at=now)
    if taken_in == request_id:
        publish(
            session,
            EstimateRequested(
                workspace_id=workspace_id,
                request_id=request_id,
                name=asked.name,
                email=asked.email or None,
                phone=asked.phone or None,
                address=asked.address,
                services=tuple(asked.services),
                notes=asked.notes,
                referral_code=referral_code,
                requested_at=now,
            ),
        )
    return taken_in
