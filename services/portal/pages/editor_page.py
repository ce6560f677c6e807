"""The page on which an estimate is made or changed, as it stands after each press of a button."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fastapi import Request, Response

from services.portal.adapters import quotes_editing
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, shell
from services.portal.pages.customer_views import CustomerForm
from services.portal.pages.editor_form import EstimateForm, is_id
from services.portal.pages.editor_places import unique
from services.portal.pages.editor_totals import figures_of
from services.portal.pages.editor_views import Candidate, Conflict, EditorPage
from services.portal.pages.forms import count_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import caller_of
from services.portal.pages.opened import services
from services.portal.pages.profiles import Profile
from services.portal.pages.views import FieldError, Link
from shared.phones import written_phone
from shared.words import say

LIST = "/office/estimates"
NEW = f"{LIST}/new"
_MOST_CANDIDATES = 8
T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Editing:
    """What somebody is writing, what it is a change of (`found`, None where it is new), and what is to be said of it."""

    form: EstimateForm
    found: Mapping[str, Any] | None = None
    new_customer: CustomerForm = field(default_factory=CustomerForm)
    errors: Sequence[FieldError] = ()
    focus: str = ""
    problem: str = ""
    conflict: Conflict | None = None
    can_copy: bool = False
    status: int = 200

    def fail(self, errors: Sequence[FieldError], status: int = 422) -> None:
        """Has the page say what is wrong, and the first of it have the focus."""
        self.errors, self.status = unique(errors), status
        first = self.errors[0].field
        self.focus = "customer_search" if first == "customer" else first


async def editor_page(request: Request, staff: Staff, editing: Editing, profile: Profile) -> Response:
    """The page, whatever of the rest of the house is away."""
    form, found = editing.form, editing.found
    frame, customer, figures = await asyncio.gather(
        frame_of(request, staff),
        _or_none(_customer(request, staff, editing)),
        figures_of(request, staff, form, profile.locale),
    )
    offered = [] if customer or found else await _or_none(_candidates(request, staff, form.customer_search)) or []
    content = EditorPage(
        shell=shell(request),
        frame=frame,
        form=form,
        figures=figures,
        customer=customer,
        candidates=offered,
        new_customer=editing.new_customer,
        errors=editing.errors,
        focus=editing.focus,
        problem=editing.problem,
        conflict=editing.conflict,
        can_copy=editing.can_copy,
        **(_of_record(found) if found else _of_new()),
    )
    return page("office/editor.html", content, status=editing.status)


def unreachable(estimate_id: str, form: EstimateForm) -> dict[str, Any]:
    """As much of a record as its form knows, while quotes is away."""
    version = count_in(form.version) or 1
    return {"estimate_id": estimate_id, "number": "estimate", "version": version, "status": "", "customer": None}


def _of_new() -> dict[str, Any]:
    return {"action": NEW, "heading": say("New estimate"), "back": Link(name=say("Estimates"), url=LIST)}


def _of_record(found: Mapping[str, Any]) -> dict[str, Any]:
    number, version, status = found["number"], found["version"], found["status"]
    record, is_draft = f"{LIST}/{found['estimate_id']}", status == "draft"
    return {
        "action": f"{record}/edit",
        "heading": say("Edit {number}", number=number),
        "number": number,
        "status": status,
        "back": Link(name=number, url=record),
        "about": _about(number, version, status),
        "save_label": say("Save draft") if is_draft else say("Save version {version}", version=version + 1),
        "can_send": is_draft,
    }


def _about(number: str, version: int, status: str) -> str:
    if status in {"sent", "viewed", "changes_requested"}:
        return say(
            "The customer has version {version}. Saving makes version {next}, and tells them when they next open it.",
            version=version,
            next=version + 1,
        )
    if status == "expired":
        return say(
            "{number} has expired. With a later expiry date, saving opens it again as version {next}; then send it "
            "again, so that the customer knows.",
            number=number,
            next=version + 1,
        )
    if status == "declined":
        return say(
            "The customer has declined version {version}. Saving opens it again as version {next}; then send it "
            "again, so that they know.",
            version=version,
            next=version + 1,
        )
    return ""


async def _customer(request: Request, staff: Staff, editing: Editing) -> Candidate | None:
    if editing.found is not None:
        customer = editing.found["customer"]
        return _candidate(customer, request) if customer else None
    if not is_id(editing.form.customer_id):
        return None
    client, caller = services(request).quotes, caller_of(request, staff)
    return _candidate(await quotes_editing.customer(client, caller, editing.form.customer_id), request)


async def _candidates(request: Request, staff: Staff, search: str) -> list[Candidate]:
    client, caller = services(request).quotes, caller_of(request, staff)
    found = await quotes_editing.customers(client, caller, search=search[:200], limit=_MOST_CANDIDATES)
    return [_candidate(one, request) for one in found["items"]]


def _candidate(found: Mapping[str, Any], request: Request) -> Candidate:
    phone = written_phone(found["phone"], shell(request).locale) if found["phone"] else ""
    about = ", ".join(part for part in (found["email"], phone, found["address"]) if part)
    return Candidate(customer_id=found["customer_id"], name=found["name"], about=about)


async def _or_none(asking: Awaitable[T]) -> T | None:
    try:
        return await asking
    except (ServiceUnavailable, Refused):
        return None
