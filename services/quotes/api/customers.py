"""Customers of the business."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from services.quotes.api.answers import CustomerAnswer, CustomerPage, customer_answer, page_of
from services.quotes.api.fields import Body, Cursor, Limit
from services.quotes.domain.customer import email_key, phone_e164
from services.quotes.queries.customers import get_customer, list_customers
from services.quotes.queries.workspaces import get_workspace
from services.quotes.usecases.change_customer import change_customer
from services.quotes.usecases.register_customer import register_customer
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(route_class=UnitOfWorkRoute, tags=["customers"])


class NewCustomer(Body):
    """Somebody to make estimates for; a phone without a country code is taken to be of the business's country.

    Without a `language`, en or es, they are written to in that of the business.
    """

    name: str
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    language: str | None = None


class CustomerChange(Body):
    """What is to be different: members left out stay as they are, null takes away."""

    name: str = ""
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    language: str | None = None


@router.post("/customers", status_code=201)
def register(session: Writing, staff: EditorDep, body: NewCustomer) -> CustomerAnswer:
    """Puts a customer on file."""
    customer = register_customer(
        session,
        workspace_id=staff.workspace,
        name=body.name,
        email=body.email,
        phone=body.phone,
        address=body.address or "",
        language=body.language or "",
    )
    return customer_answer(customer)


@router.get("/customers", response_model=CustomerPage)
def customers(
    session: Reading,
    staff: StaffDep,
    *,
    email: str | None = None,
    phone: str | None = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Customers, newest first; with `email` or `phone` those known by it, however it is written.

    With `q` those in whose name, email address, phone number or address it occurs.
    """
    region = get_workspace(session, staff.workspace).default_region if phone else ""
    page = list_customers(
        session,
        staff.workspace,
        email_key=email_key(email) if email else None,
        phone=phone_e164(phone, region) if phone else None,
        search=q.strip() if q else None,
        cursor=cursor,
        limit=limit,
    )
    return page_of(page, customer_answer)


@router.get("/customers/{customer_id}")
def customer(session: Reading, staff: StaffDep, customer_id: UUID) -> CustomerAnswer:
    """One customer."""
    return customer_answer(get_customer(session, staff.workspace, customer_id))


@router.patch("/customers/{customer_id}")
def change(session: Writing, staff: EditorDep, customer_id: UUID, body: CustomerChange) -> CustomerAnswer:
    """Changes what is on file, for everything that is sent from now on."""
    changes = body.model_dump(include=body.model_fields_set)
    return customer_answer(
        change_customer(session, workspace_id=staff.workspace, customer_id=customer_id, changes=changes)
    )
