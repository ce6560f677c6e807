"""Somebody who fills in the form of a request adds photos to it, or leaves some out again."""

from collections.abc import Collection, Sequence
from uuid import UUID

from services.portal.domain.errors import TooManyPhotos
from services.portal.domain.request_photo import MOST_PHOTOS, form_mark, photo_of
from services.portal.queries.request_photos import leave_out, photos_of_form
from shared.clock import utc_now
from shared.database.session import Session
from shared.upload import Upload
from shared.words import say


def keep_photos(
    session: Session,
    *,
    workspace_id: UUID,
    submission: str,
    named_uploads: Sequence[tuple[str, Upload]],
    left_out: Collection[UUID] = (),
) -> None:
    """Keeps the photos until the form has been sent to its end; the same one twice is one. Raises `TooManyPhotos`."""
    now, mark = utc_now(), form_mark(submission)
    if left_out:
        leave_out(session, workspace_id, mark, left_out)
    known = {photo.sha256 for photo in photos_of_form(session, workspace_id, mark)}
    for name, upload in named_uploads:
        if upload.sha256 in known:
            continue
        known.add(upload.sha256)
        if len(known) > MOST_PHOTOS:
            message = say("At most {most} photos can go along. Leave some out.", most=MOST_PHOTOS)
            raise TooManyPhotos(message, field="photos")
        session.add(photo_of(upload, workspace_id=workspace_id, submission=submission, name=name, now=now))
