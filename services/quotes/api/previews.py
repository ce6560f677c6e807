"""The customer's page for the office: everything that is on it can be tried, and nothing is recorded or counted."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from typing_extensions import TypedDict

from services.quotes.adapters.links import Links, form_of
from services.quotes.api.acceptance import Acceptance, agreement_in, signer_in
from services.quotes.api.appointment_answers import ShownAppointment
from services.quotes.api.attachment_answers import ShownList
from services.quotes.api.callers import database_of, links_of, visitor
from services.quotes.api.choices import ChoiceDep
from services.quotes.api.estimate_answer import png_base64
from services.quotes.api.pdf import PDF, pdf_answer
from services.quotes.api.public import page_of
from services.quotes.api.public_answer import PublicAnswer
from services.quotes.api.shown_appointments import CALENDAR, appointment_of, calendar_of
from services.quotes.api.shown_attachments import attached_answer, job_photos_of
from services.quotes.api.signatures import IMAGE, signature_answer
from services.quotes.domain.errors import SendFailed
from services.quotes.domain.link import InHouse
from services.quotes.queries.estimates import Whole, get_estimate
from services.quotes.usecases.try_acceptance import try_acceptance
from shared.clock import isoformat, utc_now
from shared.web.caller import CallerDep, Member, StaffDep
from shared.web.files import FILES
from shared.web.unit_of_work import Reading

router = APIRouter(prefix="/estimates/{estimate_id}/preview", tags=["estimates"])


class LinkProblem(TypedDict):
    category: str
    detail: str


class PreviewAnswer(PublicAnswer):
    """The page, with the link under which the customer gets it, or why there can be none; viewers are given none."""

    link: str | None
    link_form: str
    link_problem: LinkProblem | None


class TriedAnswer(TypedDict):
    """What signing would have come to; `accepted_before` is the real one."""

    accepted_before: bool
    accepted_at: str
    signer_name: str
    option_name: str | None
    total: int
    deposit_due: int
    signature_kind: str
    signature_text: str | None
    signature_png_base64: str | None


_SHOWN: dict[int | str, dict[str, Any]] = {200: {"model": PreviewAnswer}}


@router.get("", response_class=JSONResponse, responses=_SHOWN)
def preview(
    request: Request, staff: StaffDep, estimate_id: UUID, chosen: ChoiceDep, view: str | None = None
) -> Response:
    """The page as the customer gets it, sent or not, without a link of the customer's; it counts as no view."""
    with database_of(request).read() as session:
        found = get_estimate(session, staff.workspace, estimate_id)
        shown = page_of(session, InHouse(staff.workspace, estimate_id, view), chosen)
    return JSONResponse(shown | _link(found, links_of(request), staff))


@router.get("/pdf", response_class=Response, responses=PDF)
def preview_pdf(
    request: Request, staff: StaffDep, estimate_id: UUID, chosen: ChoiceDep, view: str | None = None
) -> Response:
    """The same on paper."""
    return pdf_answer(request, InHouse(staff.workspace, estimate_id, view), chosen)


@router.get("/signature", response_class=Response, responses=IMAGE)
def preview_signature(request: Request, staff: StaffDep, estimate_id: UUID) -> Response:
    """The signature on it."""
    return signature_answer(request, InHouse(staff.workspace, estimate_id))


@router.get("/job-attachments")
def preview_job_photos(request: Request, staff: StaffDep, estimate_id: UUID) -> ShownList:
    """What it shows of the job."""
    return job_photos_of(request, InHouse(staff.workspace, estimate_id))


@router.get("/appointment")
def preview_appointment(request: Request, staff: StaffDep, estimate_id: UUID) -> ShownAppointment:
    """When its job is done."""
    return appointment_of(request, InHouse(staff.workspace, estimate_id))


@router.get("/appointment.ics", response_class=Response, responses=CALENDAR)
def preview_calendar(request: Request, staff: StaffDep, estimate_id: UUID) -> Response:
    """The same as a calendar file."""
    return calendar_of(request, InHouse(staff.workspace, estimate_id))


@router.get("/attachments/{attachment_id}/file", response_class=Response, responses=FILES)
def preview_file(request: Request, staff: StaffDep, estimate_id: UUID, attachment_id: UUID) -> Response:
    """A photo or file on it."""
    return attached_answer(request, InHouse(staff.workspace, estimate_id), attachment_id, "whole")


@router.get("/attachments/{attachment_id}/thumbnail", response_class=Response, responses=FILES)
def preview_thumbnail(request: Request, staff: StaffDep, estimate_id: UUID, attachment_id: UUID) -> Response:
    """A photo on it, small."""
    return attached_answer(request, InHouse(staff.workspace, estimate_id), attachment_id, "thumbnail")


@router.post("/accept")
def try_accepting(
    session: Reading, staff: StaffDep, caller: CallerDep, estimate_id: UUID, body: Acceptance
) -> TriedAnswer:
    """Signs without accepting anything: what is refused here would be refused there, and nothing is kept or told."""
    tried = try_acceptance(
        session,
        workspace_id=staff.workspace,
        estimate_id=estimate_id,
        agreement=agreement_in(body),
        signer=signer_in(body),
        origin=visitor(caller),
    )
    return {
        "accepted_before": get_estimate(session, staff.workspace, estimate_id).acceptance is not None,
        "accepted_at": isoformat(tried.accepted_at),
        "signer_name": tried.signer_name,
        "option_name": tried.option_name,
        "total": tried.total,
        "deposit_due": tried.deposit_due,
        "signature_kind": tried.signature_kind,
        "signature_text": tried.signature_text,
        "signature_png_base64": png_base64(tried.signature_png),
    }


def _link(found: Whole, links: Links, staff: Member) -> dict[str, Any]:
    link, problem = None, None
    try:
        link = links.link_to(found, kind=found.current.contents.linked_as(found.estimate.kind), now=utc_now())
    except SendFailed as failed:
        problem = LinkProblem(category=failed.category, detail=failed.message)
    return {"link": link if staff.may_edit else None, "link_form": form_of(found.estimate), "link_problem": problem}
