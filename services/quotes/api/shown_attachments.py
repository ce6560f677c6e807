"""Photos and files behind a customer's link: those that the version on the page shows, and those of the job.

What else the office has put to the record is not there, and neither is anything that the link does not open.
"""

from typing import Any, cast
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.quotes.api.attachment_answers import ShownAttachment, ShownList
from services.quotes.api.callers import database_of, links_of
from services.quotes.api.file_answers import file_answer
from services.quotes.domain.attached import written
from services.quotes.domain.file_errors import FileNotFound
from services.quotes.domain.kept_file import FileForm
from services.quotes.domain.link import CustomerLink, InHouse
from services.quotes.queries.attachments import shown_job_attachments
from services.quotes.queries.files import get_file
from services.quotes.queries.pages import AnyRow
from services.quotes.queries.public_view import find_shown
from shared.database.session import Session
from shared.web.caller import CallerDep
from shared.web.files import FILES, name_of

router = APIRouter(prefix="/public/links/{token}", tags=["links"])


@router.get("/job-attachments")
def job_photos(request: Request, _caller: CallerDep, token: str) -> ShownList:
    """Those of the job that came of it; what belongs to the offer is in its document."""
    return job_photos_of(request, links_of(request).open(token))


@router.get("/attachments/{attachment_id}/file", response_class=Response, responses=FILES)
def shown_file(request: Request, _caller: CallerDep, token: str, attachment_id: UUID) -> Response:
    """The photo, or the file to be saved."""
    return attached_answer(request, links_of(request).open(token), attachment_id, "whole")


@router.get("/attachments/{attachment_id}/thumbnail", response_class=Response, responses=FILES)
def shown_thumbnail(request: Request, _caller: CallerDep, token: str, attachment_id: UUID) -> Response:
    """The photo, small."""
    return attached_answer(request, links_of(request).open(token), attachment_id, "thumbnail")


def job_photos_of(request: Request, link: CustomerLink | InHouse) -> ShownList:
    """Those that `link` shows of the job."""
    with database_of(request).read() as session:
        return {"items": _of_the_job(session, find_shown(session, link))}


def attached_answer(request: Request, link: CustomerLink | InHouse, attachment_id: UUID, form: FileForm) -> Response:
    """A file of what `link` shows; raises `FileNotFound` for any other."""
    with database_of(request).read() as session:
        row = find_shown(session, link)
        place = _place(session, row, attachment_id)
        file = get_file(session, row.workspace_id, attachment_id, form)
    return file_answer(request, file, name=name_of(file.content_type, row.number, place))


def _place(session: Session, row: AnyRow, attachment_id: UUID) -> int:
    """Which one it is of all that the page shows; raises `FileNotFound` for what it does not show."""
    offered: list[dict[str, Any]] = row.document.get("attachments", [])
    wanted = str(attachment_id)
    ids = [entry["id"] for entry in offered]
    if wanted not in ids:
        ids += [entry["id"] for entry in _of_the_job(session, row)]
    if wanted not in ids:
        raise FileNotFound("This page shows no such file.")
    return ids.index(wanted) + 1


def _of_the_job(session: Session, row: AnyRow) -> list[ShownAttachment]:
    if row.job_id is None:
        return []
    found = shown_job_attachments(session, row.workspace_id, row.estimate_id)
    return cast("list[ShownAttachment]", written([attachment.attached() for attachment in found]))
