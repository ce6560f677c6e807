"""Photos and files in the console: those of an estimate, those of the job that came of it, and those of an invoice."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response

from services.portal.adapters import files
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.staff import Staff
from services.portal.pages.answers import see
from services.portal.pages.attachment_views import AttachmentGroup, AttachmentItem
from services.portal.pages.errors import problem_page
from services.portal.pages.files import file_answer
from services.portal.pages.office_sessions import OfficeDep, caller_of, may_edit
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from shared.words import say

router = APIRouter(include_in_schema=False)

_RECORD = "/office/estimates/{estimate_id:uuid}"
_PLACES = (
    _RECORD + "/attachments",
    _RECORD + "/jobs/{job_id:uuid}/attachments",
    "/office/invoices/{invoice_id:uuid}/attachments",
)
_FORM_PROBLEMS = {409, 413, 422}
_FINAL = frozenset({"accepted", "void"})
_ABOUT = {
    "attachments": (
        say("Photos and files"),
        say(
            "What the customer sees here belongs to the offer: once it has been sent, each change makes a new version of it."
        ),
    ),
    "job-attachments": (
        say("Photos of the work"),
        say("What the customer sees here stands beside what was signed, and can be changed at any time."),
    ),
    "invoice-attachments": (
        say("Photos and files"),
        say(
            "What the customer sees here stands beside the invoice, and can be changed at any time. Its paper stays as it is."
        ),
    ),
}
_AS_SIGNED = say(
    "What the customer sees here belongs to the offer, and stays as it is. You can still add what only the office sees."
)
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a service has the attachments (`path`), and where the console has them: `place`, on the page of `record`."""

    path: str
    place: str
    record: str
    group: str
    service: str = "quotes"


def shelf_of_invoice(invoice_id: str) -> Shelf:
    """The attachments of the invoice."""
    record = f"/office/invoices/{invoice_id}"
    path = f"/invoices/{invoice_id}/attachments"
    return Shelf(path, f"{record}/attachments", record, "invoice-attachments", "billing")


def shelf_of(estimate_id: str, job_id: str | None = None) -> Shelf:
    """The attachments of the job, or without one those of the estimate itself."""
    record = f"/office/estimates/{estimate_id}"
    if job_id is None:
        return Shelf(f"/estimates/{estimate_id}/attachments", f"{record}/attachments", record, "attachments")
    return Shelf(f"/jobs/{job_id}/attachments", f"{record}/jobs/{job_id}/attachments", record, "job-attachments")


def shelf(request: Request) -> Shelf:
    """The attachments that the request's path is about."""
    named = request.path_params
    if "invoice_id" in named:
        return shelf_of_invoice(str(named["invoice_id"]))
    job_id = named.get("job_id")
    return shelf_of(str(named["estimate_id"]), str(job_id) if job_id else None)


ShelfDep = Annotated[Shelf, Depends(shelf)]


def _at(part: str, methods: list[str]) -> Callable[[F], F]:
    """Has a function answer at `part` of all places."""

    def add(function: F) -> F:
        for place in _PLACES:
            router.add_api_route(place + part, function, methods=methods)
        return function

    return add


@_at("", ["POST"])
async def attach(request: Request, staff: OfficeDep, shelf: ShelfDep) -> Response:
    """Hands the form on as it is: what is in the file, the service finds out."""
    form, kind = await request.body(), request.headers.get("content-type", "")
    return await _then_back(
        request, staff, shelf, lambda client, caller: files.upload(client, caller, shelf.path, form, kind)
    )


@_at("/{attachment_id}", ["POST"])
async def change(
    request: Request,
    staff: OfficeDep,
    shelf: ShelfDep,
    attachment_id: UUID,
    *,
    caption: Annotated[str, Form()] = "",
    visible_to_customer: Annotated[str, Form()] = "",
    position: Annotated[int | None, Form()] = None,
    stage: Annotated[Literal["none", "before", "after"] | None, Form()] = None,
    zone: Annotated[str, Form()] = "",
) -> Response:
    """Takes caption and showing as the form has them; a button that moves it gives its new place as `position`.

    What it shows of a holiday design stays where the form does not ask for it.
    """
    body: dict[str, Any] = {"caption": caption, "visible_to_customer": visible_to_customer == "true"}
    if position is not None:
        body["position"] = position
    if stage is not None:
        body["mockup"] = None if stage == "none" else {"stage": stage, "zone": zone}
    path = f"{shelf.path}/{attachment_id}"
    return await _then_back(
        request, staff, shelf, lambda client, caller: files.change_attachment(client, caller, path, body)
    )


@_at("/{attachment_id}/remove", ["POST"])
async def remove(request: Request, staff: OfficeDep, shelf: ShelfDep, attachment_id: UUID) -> Response:
    """Takes it away."""
    path = f"{shelf.path}/{attachment_id}"
    return await _then_back(request, staff, shelf, lambda client, caller: files.remove_attachment(client, caller, path))


@_at("/{attachment_id}/file", LOOK)
async def whole(request: Request, staff: OfficeDep, shelf: ShelfDep, attachment_id: UUID) -> Response:
    """The photo, or the file to be saved."""
    return await _file(request, staff, shelf, f"{attachment_id}/file")


@_at("/{attachment_id}/thumbnail", LOOK)
async def thumbnail(request: Request, staff: OfficeDep, shelf: ShelfDep, attachment_id: UUID) -> Response:
    """The photo, small."""
    return await _file(request, staff, shelf, f"{attachment_id}/thumbnail")


async def _file(request: Request, staff: Staff, shelf: Shelf, part: str) -> Response:
    client = services(request).named(shelf.service)
    return await file_answer(request, client, f"{shelf.path}/{part}", caller_of(request, staff))


async def attachments_of_invoice(request: Request, staff: Staff, invoice_id: UUID) -> list[AttachmentGroup]:
    """All that there is of the invoice; nothing where that cannot be told now."""
    shelf = shelf_of_invoice(str(invoice_id))
    items = await _listed(request, staff, shelf)
    return [] if items is None else [_group(shelf, items, may_change=may_edit(staff), is_final=False)]


async def attachment_groups(request: Request, staff: Staff, found: dict[str, Any]) -> list[AttachmentGroup]:
    """All that there is of the estimate that was `found`; what cannot be told now is left out."""
    shelves = [shelf_of(found["estimate_id"])]
    if found["job"]:
        shelves.append(shelf_of(found["estimate_id"], found["job"]["job_id"]))
    listed = await asyncio.gather(*(_listed(request, staff, shelf) for shelf in shelves))
    is_final, may_change = found["status"] in _FINAL, may_edit(staff)
    groups = [
        _group(shelf, items, may_change=may_change, is_final=is_final and shelf is shelves[0])
        for shelf, items in zip(shelves, listed, strict=True)
        if items is not None
    ]
    if found["record_type"] != "holiday_lights":
        return groups
    zones = [part["title"] for part in found.get("design", ()) if part["title"]]
    return [replace(group, zones=zones) if group.id == shelves[0].group else group for group in groups]


async def _listed(request: Request, staff: Staff, shelf: Shelf) -> list[dict[str, Any]] | None:
    try:
        client = services(request).named(shelf.service)
        return await files.attachments(client, caller_of(request, staff), shelf.path)
    except (ServiceUnavailable, Refused):
        return None


def _group(shelf: Shelf, found: list[dict[str, Any]], *, may_change: bool, is_final: bool) -> AttachmentGroup:
    title, about = _ABOUT[shelf.group]
    return AttachmentGroup(
        id=shelf.group,
        title=title,
        about=_AS_SIGNED if is_final else about,
        items=[_item(shelf, one, place, len(found), is_final=is_final) for place, one in enumerate(found, start=1)],
        action=shelf.place if may_change else None,
        can_be_shown=not is_final,
    )


def _item(shelf: Shelf, one: dict[str, Any], place: int, of: int, *, is_final: bool) -> AttachmentItem:
    mockup = one.get("mockup") or {"stage": "", "zone": ""}
    return AttachmentItem(
        id=one["attachment_id"],
        url=f"{shelf.place}/{one['attachment_id']}",
        is_photo=one["kind"] == "photo",
        caption=one["caption"],
        visible=one["visible_to_customer"],
        position=one["position"],
        size=one["size"],
        width=one["width"],
        height=one["height"],
        first=place == 1,
        last=place == of,
        fixed=is_final and one["visible_to_customer"],
        stage=mockup["stage"],
        zone=mockup["zone"],
    )


async def _then_back(request: Request, staff: Staff, shelf: Shelf, act: Callable[..., Any]) -> Response:
    client, caller = services(request).named(shelf.service), caller_of(request, staff)
    try:
        await act(client, caller)
    except Refused as refused:
        if refused.status not in _FORM_PROBLEMS:
            raise
        return problem_page(request, refused.status, refused.message)
    return see(f"{shelf.record}#{shelf.group}")
