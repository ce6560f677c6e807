"""Contacts who get copies are mailed what the customer is, by links that do no more than they may."""

from typing import Any

import pytest

from shared.events.quotes import CustomerChanged
from shared.events.quotes_records import ContactOnFile
from shared.ids import new_id
from shared.service import Context
from tests.conftest import OpenService
from tests.notifications import story
from tests.support import business
from tests.support.services import deliver

pytestmark = pytest.mark.shows("EXT-3")
PAT = ContactOnFile(contact_id=new_id(), name="Pat", email="pat@ray.example", gets_copies=True)
KIM = ContactOnFile(contact_id=new_id(), name="Kim", email="kim@ray.example")


def changed(*contacts: ContactOnFile) -> CustomerChanged:
    known: dict[str, Any] = {"customer_id": business.CUSTOMER, "name": "Dana Fox", "email": business.CUSTOMER_EMAIL}
    return CustomerChanged(workspace_id=business.WORKSPACE, contacts=contacts, **known)


def mailed(context: Context, template: str) -> list[tuple[str, str]]:
    """To whom, and by which link."""
    found = [one for one in story.deliveries(context) if one.template == template]
    return [(one.recipient, str(one.context.get("link") or one.context.get("receipt_link"))) for one in found]


def test_who_gets_copies_is_mailed_once_with_a_link_to_sign_in_by(open_service: OpenService) -> None:
    context = story.open_business(open_service)
    deliver(context, changed(PAT, KIM))
    sent, paid = story.estimate_sent(), business.invoice_paid()

    for event in (sent, paid, sent):
        deliver(context, event)

    (first, copy, *rest) = mailed(context, "estimate_sent")
    assert first == (business.CUSTOMER_EMAIL, sent.link)
    assert copy[0] == "pat@ray.example"
    assert copy[1].endswith(f"/customer/estimates/{sent.estimate_id}")
    assert {to for to, _ in rest} <= {business.CUSTOMER_EMAIL, "pat@ray.example"}
    assert [to for to, _ in mailed(context, "receipt_customer")] == [business.CUSTOMER_EMAIL, "pat@ray.example"]


def test_who_is_a_contact_no_more_gets_none(open_service: OpenService) -> None:
    context = story.open_business(open_service)
    deliver(context, changed(PAT), sequence=1)
    deliver(context, changed(), sequence=2)

    deliver(context, story.estimate_sent())

    assert [to for to, _ in mailed(context, "estimate_sent")] == [business.CUSTOMER_EMAIL]
