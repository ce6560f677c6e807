"""Customers, and what they have accepted and paid."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from services.referrals.domain.contact import Contact
from services.referrals.domain.customer import AcceptedEstimate, Customer, PaidInvoice
from services.referrals.domain.errors import CustomerNotFound
from services.referrals.domain.referral import Referral
from shared.database.session import Session
from shared.money import Money

_KEPT = func.sum(PaidInvoice.total - PaidInvoice.refunded)


def find_customer(session: Session, workspace_id: UUID, customer_id: UUID) -> Customer | None:
    return session.scalar(select(Customer).where(Customer.workspace_id == workspace_id, Customer.id == customer_id))


def lock_customer(session: Session, workspace_id: UUID, customer_id: UUID) -> Customer:
    """The customer, for this transaction alone; raises `CustomerNotFound`."""
    query = select(Customer).where(Customer.workspace_id == workspace_id, Customer.id == customer_id)
    customer = session.scalar(query.with_for_update())
    if customer is None:
        raise CustomerNotFound("There is no such customer. One who was just added is here in a moment.")
    return customer


def customer_reached_at(
    session: Session, workspace_id: UUID, contact: Contact, *, before: datetime | None = None
) -> Customer | None:
    """The first customer with this address or number; one who was there `before` some moment, where it is given."""
    # Customers whom an older release registered have no key yet.
    by_email = or_(
        Customer.email_key == contact.email,
        and_(Customer.email_key.is_(None), func.lower(func.trim(Customer.email)) == contact.email),
    )
    known = [by_email] if contact.email else []
    if contact.phone:
        known.append(Customer.phone == contact.phone)
    if not known:
        return None
    query = select(Customer).where(Customer.workspace_id == workspace_id, or_(*known))
    if before is not None:
        query = query.where(Customer.created_at < before)
    return session.scalar(query.order_by(Customer.id).limit(1))


def has_paid(session: Session, workspace_id: UUID, customer_id: UUID) -> bool:
    """Whether anything that the customer has paid has stayed."""
    mine = PaidInvoice.workspace_id == workspace_id, PaidInvoice.customer_id == customer_id
    kept = PaidInvoice.refunded < PaidInvoice.total
    return session.scalar(select(PaidInvoice.invoice_id).where(*mine, kept).limit(1)) is not None


def lock_paid_invoice(session: Session, workspace_id: UUID, invoice_id: UUID) -> PaidInvoice | None:
    """The invoice, for this transaction alone."""
    mine = PaidInvoice.workspace_id == workspace_id, PaidInvoice.invoice_id == invoice_id
    return session.scalar(select(PaidInvoice).where(*mine).with_for_update())


def names_of(session: Session, workspace_id: UUID, customer_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of those who are known."""
    mine = Customer.workspace_id == workspace_id, Customer.id.in_(customer_ids)
    return {row.id: row.name for row in session.execute(select(Customer.id, Customer.name).where(*mine))}


def value_by_origin(session: Session, workspace_id: UUID) -> list[tuple[bool, int, list[Money]]]:
    """Of referred customers, then of the others: how many have paid, and what, an amount per currency."""
    friends = select(Referral.friend_id).where(Referral.workspace_id == workspace_id, Referral.friend_id.is_not(None))
    found = []
    for referred in (True, False):
        origin = PaidInvoice.customer_id.in_(friends) if referred else PaidInvoice.customer_id.not_in(friends)
        mine = PaidInvoice.workspace_id == workspace_id, origin, PaidInvoice.refunded < PaidInvoice.total
        people = session.scalar(select(func.count(PaidInvoice.customer_id.distinct())).where(*mine)) or 0
        sums = select(PaidInvoice.currency, _KEPT).where(*mine).group_by(PaidInvoice.currency)
        amounts = [
            Money(int(total), currency) for currency, total in session.execute(sums.order_by(PaidInvoice.currency))
        ]
        found.append((referred, people, amounts))
    return found


def list_customers(session: Session, workspace_id: UUID, *, before: UUID | None, limit: int) -> Sequence[Customer]:
    """Newest first; older than `before`, where it is given."""
    query = select(Customer).where(Customer.workspace_id == workspace_id)
    if before is not None:
        query = query.where(Customer.id < before)
    return session.scalars(query.order_by(Customer.id.desc()).limit(limit)).all()


def lifetime_values(session: Session, workspace_id: UUID, customer_ids: Sequence[UUID]) -> dict[UUID, list[Money]]:
    """What each customer has paid so far, an amount per currency."""
    query = (
        select(PaidInvoice.customer_id, PaidInvoice.currency, _KEPT)
        .where(
            PaidInvoice.workspace_id == workspace_id,
            PaidInvoice.customer_id.in_(customer_ids),
            PaidInvoice.refunded < PaidInvoice.total,
        )
        .group_by(PaidInvoice.customer_id, PaidInvoice.currency)
        .order_by(PaidInvoice.currency)
    )
    values: dict[UUID, list[Money]] = defaultdict(list)
    for customer_id, currency, total in session.execute(query):
        # PostgreSQL adds whole numbers up to a numeric.
        values[customer_id].append(Money(int(total), currency))
    return values


def accepted_counts(session: Session, workspace_id: UUID, customer_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many estimates each customer has accepted; who has accepted none is left out."""
    query = (
        select(AcceptedEstimate.customer_id, func.count().label("accepted"))
        .where(AcceptedEstimate.workspace_id == workspace_id, AcceptedEstimate.customer_id.in_(customer_ids))
        .group_by(AcceptedEstimate.customer_id)
    )
    return {row.customer_id: row.accepted for row in session.execute(query)}


def find_accepted_estimate(session: Session, workspace_id: UUID, estimate_id: UUID) -> AcceptedEstimate | None:
    mine = AcceptedEstimate.workspace_id == workspace_id
    return session.scalar(select(AcceptedEstimate).where(mine, AcceptedEstimate.estimate_id == estimate_id))


def find_paid_invoice(session: Session, workspace_id: UUID, invoice_id: UUID) -> PaidInvoice | None:
    mine = PaidInvoice.workspace_id == workspace_id
    return session.scalar(select(PaidInvoice).where(mine, PaidInvoice.invoice_id == invoice_id))
