"""Photos and files of an invoice: for the office, and those it shows to the customer for whoever holds the link."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, StrictBool, StrictInt

from services.billing.api.invoice_bodies import Body
from services.billing.api.scope import invoice_in_scope
from services.billing.domain.attachment import Attachment, Showing
from services.billing.domain.errors import FileNotFound
from services.billing.domain.invoice import Invoice
from services.billing.queries.attachments import FileForm, attachment_of, attachments_of, file_of, hash_of
from services.billing.queries.invoices import invoice_of
from services.billing.usecases.attach_file import attach_file
from services.billing.usecases.change_attachment import change_attachment
from services.billing.usecases.remove_attachment import remove_attachment
from shared.clock import utc_now
from shared.database.session import Session
from shared.web.caller import EditorDep, LinkDep, StaffDep
from shared.web.files import FILES, CaptionForm, UploadDep, VisibleForm, file_response, name_of
from shared.web.forms import FileFormRoute
from shared.web.unit_of_work import Reading, Writing

router = APIRouter(route_class=FileFormRoute, tags=["attachments"])

_ALL = "/invoices/{invoice_id}/attachments"
_ONE = _ALL + "/{attachment_id}"


class InvoiceAttachment(BaseModel):
    """A photo or file as the office has it. Only photos have a width and a height."""

    attachment_id: UUID
    kind: str
    content_type: str
    caption: str
    visible_to_customer: bool
    position: int
    size: int
    sha256: str
    width: int | None
    height: int | None
    created_at: datetime
    created_by: str


class InvoiceAttachments(BaseModel):
    items: list[InvoiceAttachment]
    next_cursor: str | None = None


class InvoiceAttachmentChange(Body):
    """What is to be different: members left out stay as they are. `position` is its place in the list, from 1."""

    caption: str | None = None
    visible_to_customer: StrictBool | None = None
    position: StrictInt | None = None


@router.post(_ALL, status_code=201)
def attach_to_invoice(
    *,
    upload: UploadDep,
    session: Writing,
    staff: EditorDep,
    invoice_id: UUID,
    caption: CaptionForm = "",
    visible_to_customer: VisibleForm = False,
) -> InvoiceAttachment:
    """Attaches a JPEG, PNG or WebP photo, or a PDF, at any time: the invoice's own paper stays as it is."""
    made = attach_file(
        session,
        workspace_id=staff.workspace,
        invoice_id=invoice_id,
        upload=upload,
        caption=caption,
        is_visible=visible_to_customer,
        made_by=staff.name,
        now=utc_now(),
    )
    return _view(made)


@router.get(_ALL)
def invoice_attachments(invoice_id: UUID, staff: StaffDep, session: Reading) -> InvoiceAttachments:
    """All of them, in order."""
    invoice_of(session, staff.workspace, invoice_id)
    return InvoiceAttachments(items=[_view(one) for one in attachments_of(session, staff.workspace, invoice_id)])


@router.patch(_ONE)
def change_invoice_attachment(
    invoice_id: UUID, attachment_id: UUID, body: InvoiceAttachmentChange, staff: EditorDep, session: Writing
) -> InvoiceAttachment:
    """Changes the caption, the place, or whether the customer sees it."""
    showing = Showing(caption=body.caption, is_visible=body.visible_to_customer, position=body.position)
    whose = {"workspace_id": staff.workspace, "invoice_id": invoice_id}
    return _view(change_attachment(session, **whose, attachment_id=attachment_id, showing=showing))


@router.delete(_ONE, status_code=204)
def remove_invoice_attachment(invoice_id: UUID, attachment_id: UUID, staff: EditorDep, session: Writing) -> None:
    """Removes it for good."""
    whose = {"workspace_id": staff.workspace, "invoice_id": invoice_id}
    remove_attachment(session, **whose, attachment_id=attachment_id)


@router.get(_ONE + "/file", response_class=Response, responses=FILES)
def invoice_file(
    request: Request, invoice_id: UUID, attachment_id: UUID, staff: StaffDep, session: Reading
) -> Response:
    """The photo, or the file to be saved."""
    invoice = invoice_of(session, staff.workspace, invoice_id)
    attachment = attachment_of(session, staff.workspace, invoice_id, attachment_id)
    return _answer(request, session, invoice, attachment, "file")


@router.get(_ONE + "/thumbnail", response_class=Response, responses=FILES)
def invoice_thumbnail(
    request: Request, invoice_id: UUID, attachment_id: UUID, staff: StaffDep, session: Reading
) -> Response:
    """The photo, small."""
    invoice = invoice_of(session, staff.workspace, invoice_id)
    attachment = attachment_of(session, staff.workspace, invoice_id, attachment_id)
    return _answer(request, session, invoice, attachment, "thumbnail")


# The gateway's own way to billing: nobody else can reach it, so that the public document says nothing of it.
@router.get("/public/invoice/attachments/{attachment_id}/{form}", response_class=Response, include_in_schema=False)
def shown_file(request: Request, attachment_id: UUID, form: FileForm, caller: LinkDep, session: Reading) -> Response:
    """A file of the invoice in the caller's scope; 404 for one that the customer does not see."""
    invoice = invoice_in_scope(session, caller)
    attachment = attachment_of(session, caller.workspace, invoice.id, attachment_id)
    if not attachment.is_visible:
        raise FileNotFound("There is no such file here.")
    return _answer(request, session, invoice, attachment, form)


def _answer(request: Request, session: Session, invoice: Invoice, attachment: Attachment, form: FileForm) -> Response:
    kind, place = attachment.content_type, attachment.position
    return file_response(
        request,
        sha256=hash_of(attachment, form),
        content_type=kind,
        content=lambda: file_of(session, invoice.workspace_id, attachment, form),
        name=name_of(kind, invoice.label, place),
    )


def _view(one: Attachment) -> InvoiceAttachment:
    return InvoiceAttachment(
        attachment_id=one.id,
        kind=one.kind,
        content_type=one.content_type,
        caption=one.caption,
        visible_to_customer=one.is_visible,
        position=one.position,
        size=one.size,
        sha256=one.sha256,
        width=one.width,
        height=one.height,
        created_at=one.created_at,
        created_by=one.created_by,
    )
