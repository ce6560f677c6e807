"""Saving what was written in an estimate's form, or saying why not with all of it still there."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

from services.portal.adapters import quotes_client, quotes_editing
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.staff import Staff
from services.portal.pages.answers import see
from services.portal.pages.customer_forms import customer_body, customer_errors
from services.portal.pages.customer_views import CustomerForm
from services.portal.pages.editor_body import Content, content_of
from services.portal.pages.editor_changes import differences
from services.portal.pages.editor_form import EstimateForm, is_id
from services.portal.pages.editor_page import LIST, Editing
from services.portal.pages.editor_places import refused_inputs
from services.portal.pages.editor_views import Conflict
from services.portal.pages.editor_written import fingerprint, opened_form, rewritten
from services.portal.pages.forms import count_in
from services.portal.pages.office_sessions import caller_of
from services.portal.pages.opened import services
from services.portal.pages.profiles import Profile
from services.portal.pages.views import FieldError
from shared.words import say, say_each

PREFIX = "new_customer."
_NO_CUSTOMER = FieldError(field="customer", message=say("Choose a customer, or add a new one."))
_INVALID, _NOT_FOUND, _CONFLICT = 422, 404, 409
_KEPT = "All that you have typed is still here."


async def add_customer(request: Request, staff: Staff, editing: Editing) -> bool:
    """Puts the new customer on file and chooses them; whether that was in order."""
    body, client = customer_body(editing.new_customer), services(request).quotes
    key = _once(editing.form, body)
    try:
        made = await quotes_editing.register_customer(client, caller_of(request, staff), body, key=key)
    except ServiceUnavailable as away:
        put_off(editing, away)
        return False
    except Refused as refused:
        if refused.status != _INVALID:
            raise
        editing.fail(customer_errors(refused, PREFIX))
        return False
    editing.form.customer_id, editing.new_customer, editing.focus = made["customer_id"], CustomerForm(), "title"
    return True


async def save_new(
    request: Request, staff: Staff, editing: Editing, profile: Profile, *, send: bool
) -> Response | None:
    """Drafts what was written, and leads to it; None where something in it is to be put right first."""
    waiting = not editing.form.customer_id and not editing.new_customer.is_blank
    if waiting and not await add_customer(request, staff, editing):
        return None
    content = content_of(editing.form, profile.locale)
    missing = [] if is_id(editing.form.customer_id) else [_NO_CUSTOMER]
    if errors := [*missing, *content.errors]:
        editing.fail(errors)
        return None
    return await _draft(request, staff, editing, content, send=send)


async def save_copy(request: Request, staff: Staff, editing: Editing, profile: Profile) -> Response | None:
    """Drafts what was written as an estimate of its own, where the one it was written for is settled meanwhile."""
    content = content_of(editing.form, profile.locale)
    if content.errors:
        editing.fail(content.errors)
        return None
    editing.form.customer_id = (editing.found or {})["customer"]["customer_id"]
    return await _draft(request, staff, editing, content, send=False)


async def _draft(request: Request, staff: Staff, editing: Editing, content: Content, *, send: bool) -> Response | None:
    form = editing.form
    body = {**content.body, "customer_id": form.customer_id, "public_token": form.public_token}
    client, caller = services(request).quotes, caller_of(request, staff)
    try:
        made = await quotes_editing.draft(client, caller, body, key=_once(form, body))
    except ServiceUnavailable as away:
        put_off(editing, away)
        return None
    except Refused as refused:
        if refused.status == _NOT_FOUND:
            form.customer_id = ""
            editing.fail([_NO_CUSTOMER])
        else:
            _refused(editing, content, refused)
        return None
    return _record(made, send=send)


async def save_changes(
    request: Request, staff: Staff, editing: Editing, profile: Profile, *, send: bool
) -> Response | None:
    """Changes the record to what was written, and leads to it; None where something is to be put right or seen first."""
    content = content_of(editing.form, profile.locale)
    if content.errors:
        editing.fail(content.errors)
        return None
    found = editing.found or {}
    if _is_only_newer(found, editing.form, profile.locale):
        editing.form.version, editing.form.document_hash = str(found["version"]), found["document_hash"]
    body = {
        **content.body,
        "version": count_in(editing.form.version) or 0,
        "document_hash": editing.form.document_hash,
    }
    client, caller, this = services(request).quotes, caller_of(request, staff), found["estimate_id"]
    try:
        await quotes_editing.revise(client, caller, this, body)
    except ServiceUnavailable as away:
        put_off(editing, away)
        return None
    except Refused as refused:
        if refused.reason == "stale_version":
            return await _overtaken(request, staff, editing, profile)
        _refused(editing, content, refused)
        return None
    return _record(this, send=send)


def _is_only_newer(found: Mapping[str, Any], form: EstimateForm, locale: str) -> bool:
    """Whether nothing of the form has changed on file since it was opened, but perhaps the photos that belong to it."""
    return opened_form(found, locale).opened == form.opened


async def _overtaken(request: Request, staff: Staff, editing: Editing, profile: Profile) -> Response | None:
    """Shows what is saved now; saving again then puts what was written in its place."""
    client, caller = services(request).quotes, caller_of(request, staff)
    this = (editing.found or {})["estimate_id"]
    found, history = (
        await quotes_client.estimate(client, caller, this),
        await quotes_client.lines(client, caller, this, "/history"),
    )
    saved, typed = opened_form(found, profile.locale), rewritten(editing.form, profile.locale)
    if saved.opened == fingerprint(typed):
        # The same form pressed twice.
        return _record(this, send=False)
    last = history[-1]
    editing.conflict = Conflict(
        who=last.get("actor_name") or say("Somebody"), at=last["at"], differences=differences(saved, typed)
    )
    form = editing.form
    form.version, form.document_hash, form.opened = saved.version, saved.document_hash, saved.opened
    editing.found, editing.status, editing.focus = found, _CONFLICT, "conflict"
    return None


def _refused(editing: Editing, content: Content, refused: Refused) -> None:
    if refused.status == _CONFLICT:
        editing.problem, editing.status, editing.can_copy = f"{refused.message} {_KEPT}", _CONFLICT, True
        return
    if refused.status != _INVALID:
        raise refused
    editing.fail(refused_inputs(refused, content.places))


def put_off(editing: Editing, away: ServiceUnavailable) -> None:
    """Has the page say that nothing can be saved for the moment."""
    editing.problem, editing.status = (
        say_each([away.message, say("Nothing was saved."), _KEPT], " "),
        503,
    )


def _record(estimate_id: str, *, send: bool) -> Response:
    return see(f"{LIST}/{estimate_id}{'?send#send' if send else ''}")


def _once(form: EstimateForm, body: Mapping[str, Any]) -> str:
    """The same for the same content of the same form, however often it is sent."""
    written = json.dumps(body, sort_keys=True)
    return hashlib.sha256(f"{form.once}|{written}".encode()).hexdigest()
