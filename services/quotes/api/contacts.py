"""Contacts of customers: others who may sign or pay for them, or get copies of what they are mailed."""

from uuid import UUID

from fastapi import APIRouter, Response
from typing_extensions import TypedDict

from services.quotes.api.fields import Body, Flag
from services.quotes.domain.contact import Contact
from services.quotes.queries.contacts import contacts_of
from services.quotes.queries.customers import get_customer
from services.quotes.usecases.add_contact import add_contact
from services.quotes.usecases.change_contact import change_contact
from services.quotes.usecases.remove_contact import remove_contact
from shared.clock import isoformat
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/customers/{customer_id}/contacts", route_class=UnitOfWorkRoute, tags=["customers"])


class NewContact(Body):
    """Somebody who speaks for the customer, by an email address or phone number, and what they may do."""

    name: str
    email: str | None = None
    phone: str | None = None
    may_sign: Flag = False
    may_pay: Flag = False
    gets_copies: Flag = False


class ContactChange(Body):
    """What is to be different: members left out stay as they are, null takes away."""

    name: str = ""
    email: str | None = None
    phone: str | None = None
    may_sign: Flag = False
    may_pay: Flag = False
    gets_copies: Flag = False


class ContactAnswer(TypedDict):
    contact_id: str
    customer_id: str
    name: str
    email: str | None
    phone: str | None
    may_sign: bool
    may_pay: bool
    gets_copies: bool
    created_at: str


class ContactList(TypedDict):
    items: list[ContactAnswer]


@router.get("")
def list_contacts(session: Reading, staff: StaffDep, customer_id: UUID) -> ContactList:
    """All contacts of the customer, oldest first."""
    get_customer(session, staff.workspace, customer_id)
    return {"items": [_answer(one) for one in contacts_of(session, staff.workspace, customer_id)]}


@router.post("", status_code=201)
def add_a_contact(session: Writing, staff: EditorDep, customer_id: UUID, body: NewContact) -> ContactAnswer:
    """Adds a contact."""
    given = body.model_dump()
    return _answer(add_contact(session, workspace_id=staff.workspace, customer_id=customer_id, given=given))


@router.patch("/{contact_id}")
def change_a_contact(
    session: Writing, staff: EditorDep, customer_id: UUID, contact_id: UUID, body: ContactChange
) -> ContactAnswer:
    """Changes a contact."""
    contact = change_contact(
        session,
        workspace_id=staff.workspace,
        customer_id=customer_id,
        contact_id=contact_id,
        changes=body.model_dump(exclude_unset=True),
    )
    return _answer(contact)


@router.delete("/{contact_id}", status_code=204, response_class=Response)
def remove_a_contact(session: Writing, staff: EditorDep, customer_id: UUID, contact_id: UUID) -> Response:
    """Removes a contact: their links open nothing any more, and they are signed out."""
    remove_contact(session, workspace_id=staff.workspace, customer_id=customer_id, contact_id=contact_id)
    return Response(status_code=204)


def _answer(contact: Contact) -> ContactAnswer:
    return {
        "contact_id": str(contact.id),
        "customer_id": str(contact.customer_id),
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "may_sign": contact.may_sign,
        "may_pay": contact.may_pay,
        "gets_copies": contact.gets_copies,
        "created_at": isoformat(contact.created_at),
    }
