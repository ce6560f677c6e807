"""Photos of forms that are being filled in, and of requests that were taken in."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import undefer

from services.portal.domain.errors import PhotoNotFound
from services.portal.domain.request_photo import RequestPhoto
from shared.database.session import Session

PhotoForm = Literal["file", "thumbnail"]


def photos_of_form(session: Session, workspace_id: UUID, form_mark: str) -> Sequence[RequestPhoto]:
    """Those that a form has brought and no request has yet, in the order they came."""
    mine = RequestPhoto.workspace_id == workspace_id, RequestPhoto.form_mark == form_mark
    query = select(RequestPhoto).where(*mine, RequestPhoto.request_id.is_(None)).order_by(RequestPhoto.id)
    return session.scalars(query).all()


def photos_of_request(
    session: Session, workspace_id: UUID, request_id: UUID, *, whole: bool = False
) -> Sequence[RequestPhoto]:
    """Those of a request, in the order they came; with `whole` their content as well."""
    mine = RequestPhoto.workspace_id == workspace_id, RequestPhoto.request_id == request_id
    query = select(RequestPhoto).where(*mine).order_by(RequestPhoto.id)
    return session.scalars(query.options(undefer(RequestPhoto.content)) if whole else query).all()


def get_photo(session: Session, workspace_id: UUID, request_id: UUID, photo_id: UUID) -> RequestPhoto:
    """One photo of a request, without its content; raises `PhotoNotFound`."""
    mine = RequestPhoto.workspace_id == workspace_id, RequestPhoto.request_id == request_id
    photo = session.scalar(select(RequestPhoto).where(*mine, RequestPhoto.id == photo_id))
    if photo is None:
        raise PhotoNotFound("There is no such photo here.")
    return photo


def content_of(session: Session, workspace_id: UUID, photo_id: UUID, form: PhotoForm) -> bytes:
    """The bytes of one photo in that form; raises `PhotoNotFound`."""
    column = RequestPhoto.content if form == "file" else RequestPhoto.thumbnail
    mine = RequestPhoto.workspace_id == workspace_id, RequestPhoto.id == photo_id
    content = session.scalar(select(column).where(*mine))
    if content is None:
        raise PhotoNotFound("There is no such photo here.")
    return content


def leave_out(session: Session, workspace_id: UUID, form_mark: str, photo_ids: Collection[UUID]) -> None:
    """Deletes photos of a form that no request has."""
    mine = RequestPhoto.workspace_id == workspace_id, RequestPhoto.form_mark == form_mark
    these = RequestPhoto.id.in_(photo_ids), RequestPhoto.request_id.is_(None)
    session.execute(delete(RequestPhoto).where(*mine, *these))


def forget_drafts(session: Session, before: datetime) -> None:
    """Deletes the photos of all workspaces whose form was never sent to its end."""
    session.execute(delete(RequestPhoto).where(RequestPhoto.request_id.is_(None), RequestPhoto.created_at < before))
