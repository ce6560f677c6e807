"""Photos and files of a job, for the office: added while the work is done, and shown beside what was signed."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.quotes.api.attachment_answers import (
    AttachmentAnswer,
    AttachmentChange,
    AttachmentList,
    attachment_answer,
)
from services.quotes.api.callers import database_of, office
from services.quotes.api.file_answers import file_answer
from services.quotes.domain.kept_file import FileForm
from services.quotes.queries.attachments import attachments_of, get_attachment
from services.quotes.queries.files import get_file
from services.quotes.queries.jobs import estimate_of
from services.quotes.usecases.attach_file import attach_file
from services.quotes.usecases.change_attachment import change_attachment
from services.quotes.usecases.remove_attachment import remove_attachment
from shared.web.caller import EditorDep, StaffDep
from shared.web.files import FILES, CaptionForm, UploadDep, VisibleForm, name_of
from shared.web.forms import FileFormRoute
from shared.web.unit_of_work import Reading, Writing

router = APIRouter(prefix="/jobs/{job_id}/attachments", route_class=FileFormRoute, tags=["attachments"])


@router.post("", status_code=201)
def attach_to_job(
    *,
    upload: UploadDep,
    session: Writing,
    staff: EditorDep,
    job_id: UUID,
    caption: CaptionForm = "",
    visible_to_customer: VisibleForm = False,
) -> AttachmentAnswer:
    """Attaches a JPEG, PNG or WebP photo, or a PDF."""
    attachment = attach_file(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_of(session, staff.workspace, job_id),
        job_id=job_id,
        upload=upload,
        caption=caption,
        is_visible=visible_to_customer,
        origin=office(staff),
    )
    return attachment_answer(attachment)


@router.get("")
def job_attachments(session: Reading, staff: StaffDep, job_id: UUID) -> AttachmentList:
    """All of them, in order."""
    estimate_id = estimate_of(session, staff.workspace, job_id)
    found = attachments_of(session, staff.workspace, estimate_id, job_id=job_id)
    return {"items": [attachment_answer(one) for one in found], "next_cursor": None}


@router.patch("/{attachment_id}")
def change_job_attachment(
    session: Writing, staff: EditorDep, job_id: UUID, attachment_id: UUID, body: AttachmentChange
) -> AttachmentAnswer:
    """Changes the caption, the place, or whether the customer sees it."""
    attachment = change_attachment(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_of(session, staff.workspace, job_id),
        job_id=job_id,
        attachment_id=attachment_id,
        showing=body.showing,
        origin=office(staff),
    )
    return attachment_answer(attachment)


@router.delete("/{attachment_id}", status_code=204)
def remove_job_attachment(session: Writing, staff: EditorDep, job_id: UUID, attachment_id: UUID) -> None:
    """Removes it for good."""
    remove_attachment(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_of(session, staff.workspace, job_id),
        job_id=job_id,
        attachment_id=attachment_id,
        origin=office(staff),
    )


@router.get("/{attachment_id}/file", response_class=Response, responses=FILES)
def job_file(request: Request, staff: StaffDep, job_id: UUID, attachment_id: UUID) -> Response:
    """The photo, or the file to be saved."""
    return _file(request, staff.workspace, job_id, attachment_id, "whole")


@router.get("/{attachment_id}/thumbnail", response_class=Response, responses=FILES)
def job_thumbnail(request: Request, staff: StaffDep, job_id: UUID, attachment_id: UUID) -> Response:
    """The photo, small."""
    return _file(request, staff.workspace, job_id, attachment_id, "thumbnail")


def _file(request: Request, workspace_id: UUID, job_id: UUID, attachment_id: UUID, form: FileForm) -> Response:
    with database_of(request).read() as session:
        estimate_id = estimate_of(session, workspace_id, job_id)
        attachment = get_attachment(session, workspace_id, estimate_id, attachment_id, job_id=job_id)
        file = get_file(session, workspace_id, attachment.id, form)
    return file_answer(request, file, name=name_of(file.content_type, "attachment", attachment.position))
