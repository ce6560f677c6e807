"""Photos and files of an estimate, for the office. What the customer sees of them belongs to the offer."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.quotes.api.attachment_answers import (
    AttachmentAnswer,
    AttachmentChange,
    AttachmentList,
    ShowsForm,
    attachment_answer,
)
from services.quotes.api.callers import database_of, office
from services.quotes.api.file_answers import file_answer
from services.quotes.domain.attached import Shows
from services.quotes.domain.kept_file import FileForm
from services.quotes.queries.attachments import attachments_of, get_attachment
from services.quotes.queries.estimates import record_type_of
from services.quotes.queries.files import get_file
from services.quotes.queries.mockups import shows_of
from services.quotes.usecases.attach_file import attach_file
from services.quotes.usecases.change_attachment import change_attachment
from services.quotes.usecases.remove_attachment import remove_attachment
from shared.database.session import Session
from shared.web.caller import EditorDep, StaffDep
from shared.web.files import FILES, CaptionForm, UploadDep, VisibleForm, name_of
from shared.web.forms import FileFormRoute
from shared.web.unit_of_work import Reading, Writing

router = APIRouter(prefix="/estimates/{estimate_id}/attachments", route_class=FileFormRoute, tags=["attachments"])


@router.post("", status_code=201)
def attach(
    *,
    upload: UploadDep,
    session: Writing,
    staff: EditorDep,
    estimate_id: UUID,
    caption: CaptionForm = "",
    visible_to_customer: VisibleForm = False,
    shows: ShowsForm,
) -> AttachmentAnswer:
    """Attaches a JPEG, PNG or WebP photo, or a PDF. One that the customer sees makes a new version of what was sent.

    A photo of `stage` before or after shows a holiday design: all of it, or the `zone` of that name.
    """
    attachment = attach_file(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_id,
        job_id=None,
        upload=upload,
        caption=caption,
        is_visible=visible_to_customer,
        shows=shows,
        origin=office(staff),
    )
    return attachment_answer(attachment, shows)


@router.get("")
def attachments(session: Reading, staff: StaffDep, estimate_id: UUID) -> AttachmentList:
    """All of them, in order."""
    shows = _shows_of(session, staff.workspace, estimate_id)
    found = attachments_of(session, staff.workspace, estimate_id, job_id=None)
    return {"items": [attachment_answer(one, shows.get(one.id)) for one in found], "next_cursor": None}


@router.patch("/{attachment_id}")
def change_attached(
    session: Writing, staff: EditorDep, estimate_id: UUID, attachment_id: UUID, body: AttachmentChange
) -> AttachmentAnswer:
    """Changes the caption, the place, or whether the customer sees it."""
    attachment = change_attachment(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_id,
        job_id=None,
        attachment_id=attachment_id,
        showing=body.showing,
        origin=office(staff),
    )
    return attachment_answer(attachment, _shows_of(session, staff.workspace, estimate_id).get(attachment.id))


@router.delete("/{attachment_id}", status_code=204)
def remove_attached(session: Writing, staff: EditorDep, estimate_id: UUID, attachment_id: UUID) -> None:
    """Removes it. What a version has shown to the customer is kept as evidence, and shown to nobody."""
    remove_attachment(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_id,
        job_id=None,
        attachment_id=attachment_id,
        origin=office(staff),
    )


@router.get("/{attachment_id}/file", response_class=Response, responses=FILES)
def attached_file(request: Request, staff: StaffDep, estimate_id: UUID, attachment_id: UUID) -> Response:
    """The photo, or the file to be saved."""
    return _file(request, staff.workspace, estimate_id, attachment_id, "whole")


@router.get("/{attachment_id}/thumbnail", response_class=Response, responses=FILES)
def attached_thumbnail(request: Request, staff: StaffDep, estimate_id: UUID, attachment_id: UUID) -> Response:
    """The photo, small."""
    return _file(request, staff.workspace, estimate_id, attachment_id, "thumbnail")


def _shows_of(session: Session, workspace_id: UUID, estimate_id: UUID) -> Mapping[UUID, Shows]:
    record_type = record_type_of(session, workspace_id, estimate_id)
    return shows_of(session, workspace_id, estimate_id, record_type=record_type)


def _file(request: Request, workspace_id: UUID, estimate_id: UUID, attachment_id: UUID, form: FileForm) -> Response:
    with database_of(request).read() as session:
        attachment = get_attachment(session, workspace_id, estimate_id, attachment_id, job_id=None)
        file = get_file(session, workspace_id, attachment.id, form)
    return file_answer(request, file, name=name_of(file.content_type, "attachment", attachment.position))
