"""Contacts of a customer in the console: who else may sign or pay for them, or gets copies."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.portal.adapters import quotes_contacts, quotes_editing
from services.portal.adapters.refusals import Refused
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.contact_views import ContactForm, ContactsPage
from services.portal.pages.forms import text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of, may_edit
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.views import FieldError

router = APIRouter(include_in_schema=False)

_ALL = "/office/customers/{customer_id:uuid}/contacts"
_ONE = _ALL + "/{contact_id:uuid}"
_NEW = "new"
_TEXTS = ("name", "email", "phone")
_RIGHTS = ("may_sign", "may_pay", "gets_copies")


@router.api_route(_ALL, methods=LOOK)
async def contacts(request: Request, staff: OfficeDep, customer_id: UUID) -> Response:
    """All of them, each to be changed, and a form for another one."""
    return await _page(request, staff, customer_id)


@router.post(_ALL)
async def add(request: Request, staff: EditingOfficeDep, customer_id: UUID) -> Response:
    """Adds one."""
    return await _save(request, staff, customer_id, None)


@router.post(_ONE)
async def change(request: Request, staff: EditingOfficeDep, customer_id: UUID, contact_id: UUID) -> Response:
    """Changes one."""
    return await _save(request, staff, customer_id, contact_id)


@router.post(_ONE + "/remove")
async def remove(request: Request, staff: EditingOfficeDep, customer_id: UUID, contact_id: UUID) -> Response:
    """Removes one: their links open nothing any more, and they are signed out."""
    await quotes_contacts.remove(services(request).quotes, caller_of(request, staff), customer_id, contact_id)
    return see(_here(customer_id))


async def _save(request: Request, staff: Staff, customer_id: UUID, contact_id: UUID | None) -> Response:
    form = await request.form()
    key = str(contact_id) if contact_id else _NEW
    try:
        await quotes_contacts.save(
            services(request).quotes, caller_of(request, staff), customer_id, contact_id, _body(form)
        )
    except Refused as refused:
        if not refused.is_correctable:
            raise
        return await _page(request, staff, customer_id, typed=_typed(form, key), errors=_errors(refused, key))
    return see(_here(customer_id))


async def _page(
    request: Request,
    staff: Staff,
    customer_id: UUID,
    *,
    typed: ContactForm | None = None,
    errors: list[FieldError] | None = None,
) -> Response:
    client, caller = services(request).quotes, caller_of(request, staff)
    customer, found, frame = await asyncio.gather(
        quotes_editing.customer(client, caller, str(customer_id)),
        quotes_contacts.all_of(client, caller, customer_id),
        frame_of(request, staff),
    )
    editing = may_edit(staff)
    forms = [_on_file(one, customer_id, editing=editing) for one in found]
    new = ContactForm(key=_NEW, action=_here(customer_id)) if editing else None
    if typed is not None:
        forms = [_retyped(one, typed) for one in forms]
        new = _retyped(new, typed) if new else None
    content = ContactsPage(
        shell=shell(request),
        frame=frame,
        customer_name=customer["name"],
        back_url=f"/office/customers/{customer_id}",
        contacts=forms,
        new=new,
        errors=errors or (),
    )
    return page("office/contacts.html", content, status=422 if errors else 200)


def _here(customer_id: UUID) -> str:
    return f"/office/customers/{customer_id}/contacts"


def _on_file(found: Mapping[str, Any], customer_id: UUID, *, editing: bool) -> ContactForm:
    here = f"{_here(customer_id)}/{found['contact_id']}"
    return ContactForm(
        key=found["contact_id"],
        action=here if editing else None,
        remove_action=f"{here}/remove" if editing else None,
        name=found["name"],
        email=found["email"] or "",
        phone=found["phone"] or "",
        may_sign=found["may_sign"],
        may_pay=found["may_pay"],
        gets_copies=found["gets_copies"],
    )


def _retyped(form: ContactForm, typed: ContactForm) -> ContactForm:
    if form.key != typed.key:
        return form
    return replace(typed, action=form.action, remove_action=form.remove_action)


def _typed(form: FormData, key: str) -> ContactForm:
    name, email, phone = (text_in(form, one) for one in _TEXTS)
    may_sign, may_pay, gets_copies = (form.get(right) == "yes" for right in _RIGHTS)
    return ContactForm(
        key=key, name=name, email=email, phone=phone, may_sign=may_sign, may_pay=may_pay, gets_copies=gets_copies
    )


def _body(form: FormData) -> dict[str, Any]:
    name, email, phone = (text_in(form, one) for one in _TEXTS)
    rights = {right: form.get(right) == "yes" for right in _RIGHTS}
    return {"name": name, "email": email or None, "phone": phone or None, **rights}


def _errors(refused: Refused, key: str) -> list[FieldError]:
    told = [(one.field if one.field in _TEXTS else "name", one.message) for one in refused.fields]
    return [
        FieldError(field=f"{field}-{key}", message=message[:1].upper() + message[1:])
        for field, message in told or [("name", refused.message)]
    ]
