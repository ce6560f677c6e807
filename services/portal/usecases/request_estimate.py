"""Somebody asks for an estimate."""

from uuid import UUID

from services.portal.domain.estimate_request import Asked
from services.portal.domain.request_photo import MOST_PHOTOS, form_mark
from services.portal.queries.estimate_requests import note_request
from services.portal.queries.request_photos import photos_of_form, photos_of_request
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.portal import EstimateRequested
from shared.ids import new_id
from shared.messaging.outbox import publish


def request_estimate(
    session: Session, *, workspace_id: UUID, asked: Asked, submission: str, referral_code: str | None = None
) -> UUID:
    """Takes it in, for whenever somebody gets to it, and returns its id; the same form sent again comes to the same one.

    The photos that came with the form are the request's from now on. `asked` has been read. Without a `submission` that
    tells one form from another, it is a request of its own.
    """
    now, request_id = utc_now(), new_id()
    fingerprint = asked.fingerprint(submission or str(request_id))
    taken_in = note_request(session, workspace_id, request_id=request_id, fingerprint=fingerprint, requested_at=now)
    photos = _take_photos(session, workspace_id, submission, taken_in) if submission else 0
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
                photos=photos,
                requested_at=now,
            ),
        )
    return taken_in


def _take_photos(session: Session, workspace_id: UUID, submission: str, request_id: UUID) -> int:
    """Gives the form's photos to the request. A second press has sent the same ones once more: those are dropped."""
    drafts = photos_of_form(session, workspace_id, form_mark(submission))
    if not drafts:
        return 0
    known = {photo.sha256 for photo in photos_of_request(session, workspace_id, request_id)}
    for photo in drafts:
        if photo.sha256 in known or len(known) >= MOST_PHOTOS:
            session.delete(photo)
        else:
            known.add(photo.sha256)
            photo.request_id = request_id
    return len(known)
