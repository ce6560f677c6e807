"""Customers of one workspace."""

from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.customer import Customer
from services.quotes.domain.errors import CustomerNotFound
from services.quotes.queries.mentions import mentions
from services.quotes.queries.pages import AnySelect, Page, newest_first
from shared.database.session import Session

_COLUMNS = (
    Customer.id,
    Customer.name,
    Customer.email,
    Customer.phone,
    Customer.address,
    Customer.language,
    Customer.created_at,
    Customer.updated_at,
)


def get_customer(session: Session, workspace_id: UUID, customer_id: UUID) -> Customer:
    """The customer; raises `CustomerNotFound`."""
    query = select(Customer).where(Customer.workspace_id == workspace_id, Customer.id == customer_id)
    customer = session.scalar(query)
    if customer is None:
        message = f"There is no customer {customer_id} in this workspace. Check the id, or register the customer first."
        raise CustomerNotFound(message, field="customer_id")
    return customer


def lock_customer(session: Session, workspace_id: UUID, customer_id: UUID) -> Customer:
    """The same, held until the transaction ends: whoever changes their contacts holds it."""
    query = select(Customer).where(Customer.workspace_id == workspace_id, Customer.id == customer_id)
    return session.scalar(query.with_for_update()) or get_customer(session, workspace_id, customer_id)


def find_known(session: Session, workspace_id: UUID, *, email_key: str | None, phone: str | None) -> Customer | None:
    """Whoever is on file by that email address, else by that phone number; of several the one put there last."""
    for column, value in ((Customer.email_key, email_key), (Customer.phone, phone)):
        theirs = select(Customer).where(Customer.workspace_id == workspace_id, column == value)
        found = session.scalars(theirs.order_by(Customer.id.desc()).limit(1)).first() if value else None
        if found is not None:
            return found
    return None


def list_customers(
    session: Session,
    workspace_id: UUID,
    *,
    email_key: str | None = None,
    phone: str | None = None,
    search: str | None = None,
    cursor: UUID | None,
    limit: int,
) -> Page:
    """Customers, newest first; those known by an email address or phone number, each in the form it is compared in.

    A `search` finds those in whose name, email address, phone number or address it occurs.
    """
    query: AnySelect = select(*_COLUMNS).where(Customer.workspace_id == workspace_id)
    if email_key is not None:
        query = query.where(Customer.email_key == email_key)
    if phone is not None:
        query = query.where(Customer.phone == phone)
    if search:
        query = query.where(mentions(search, Customer.name, Customer.email, Customer.address, phone=Customer.phone))
    return newest_first(session, query, Customer.id, cursor=cursor, limit=limit)
