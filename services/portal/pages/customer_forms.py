"""The form of a customer: what was typed, how quotes takes it, and what quotes finds wrong in it."""

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import FormData

from services.portal.adapters.refusals import Refused
from services.portal.pages.customer_views import CustomerForm, CustomerRow
from services.portal.pages.forms import text_in
from services.portal.pages.views import FieldError
from shared.words import named, say

FIELDS = ("name", "email", "phone", "address", "language")
_LABELS = {
    "name": say("Name"),
    "email": say("Email"),
    "phone": say("Phone"),
    "address": say("Property address"),
    "language": say("Language"),
}


def typed_customer(form: FormData, prefix: str = "") -> CustomerForm:
    """What was typed; `prefix` is what the inputs' names begin with, where there are others beside them."""
    return CustomerForm(**{name: text_in(form, prefix + name) for name in FIELDS})


def customer_on_file(found: Mapping[str, Any]) -> CustomerForm:
    """What quotes has of a customer."""
    return CustomerForm(**{name: found.get(name) or "" for name in FIELDS})


def customer_row(found: Mapping[str, Any]) -> CustomerRow:
    """One customer of a list."""
    return CustomerRow(
        url=f"/office/customers/{found['customer_id']}",
        name=found["name"],
        email=found["email"] or "",
        phone=found["phone"] or "",
        address=found["address"] or "",
    )


def customer_body(form: CustomerForm) -> dict[str, str | None]:
    """The customer as quotes takes it; what was left empty is taken away."""
    return {
        "name": form.name,
        "email": form.email or None,
        "phone": form.phone or None,
        "address": form.address or None,
        "language": form.language or None,
    }


def customer_errors(refused: Refused, prefix: str = "") -> list[FieldError]:
    """What quotes found to be wrong, by the inputs of the page and in the words on it."""
    return [
        FieldError(field=prefix + one.field, message=_labelled(one.field, one.message))
        for one in refused.fields
        if one.field in FIELDS
    ] or [FieldError(field=f"{prefix}name", message=refused.message)]


def _labelled(field: str, message: str) -> str:
    return named(_LABELS[field], message, field)
