"""Customers, as billing knows them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.billing.domain.customer import Customer, PayingContact
from services.billing.domain.invoice import Invoice
from shared.database.session import Session


def customer_of(session: Session, workspace_id: UUID, customer_id: UUID) -> Customer | None:
    """The customer, once quotes has told of them."""
    mine = Customer.workspace_id == workspace_id, Customer.id == customer_id
    return session.scalars(select(Customer).where(*mine)).one_or_none()


def address_on_file(session: Session, workspace_id: UUID, invoice: Invoice) -> str | None:
    """Where the customer of an invoice is written to; what it was issued to counts only for one billing was not told of."""
    known = customer_of(session, workspace_id, invoice.customer_id)
    return invoice.customer_email if known is None else known.email


def phone_on_file(session: Session, workspace_id: UUID, customer_id: UUID) -> str | None:
    """Where the customer is texted."""
    known = customer_of(session, workspace_id, customer_id)
    return known.phone if known is not None else None


def customer_name(session: Session, workspace_id: UUID, customer_id: UUID) -> str | None:
    """What the customer is called; of one from before customers were told of, what the newest invoice says."""
    known = customer_of(session, workspace_id, customer_id)
    if known is not None:
        return known.name
    mine = Invoice.workspace_id == workspace_id, Invoice.customer_id == customer_id
    return session.scalars(select(Invoice.customer_name).where(*mine).order_by(Invoice.id.desc()).limit(1)).first()


def paying_contacts_of(session: Session, workspace_id: UUID, customer_id: UUID) -> Sequence[PayingContact]:
    """Who may pay for the customer, besides themselves."""
    mine = PayingContact.workspace_id == workspace_id, PayingContact.customer_id == customer_id
    return session.scalars(select(PayingContact).where(*mine)).all()
