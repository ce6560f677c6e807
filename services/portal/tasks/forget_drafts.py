"""Forget the photos of forms that were never sent to their end."""

from services.portal.domain.request_photo import DRAFTS_KEPT_FOR
from services.portal.queries import request_photos
from shared.clock import utc_now
from shared.service import Context


def run(context: Context) -> None:
    """Deletes those of all workspaces that are old enough."""
    with context.database.begin() as session:
        request_photos.forget_drafts(session, utc_now() - DRAFTS_KEPT_FOR)
