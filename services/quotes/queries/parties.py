"""Who an address is on file for, and whether it still is: the one place that says for whom somebody may act."""

from collections import Counter
from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Label, func, select
from sqlalchemy.orm import InstrumentedAttribute

from services.quotes.domain.contact import Contact, Rights
from services.quotes.domain.contact_errors import NotTheirsAnyMore
from services.quotes.domain.customer import Customer
from services.quotes.domain.errors import LinkRevoked
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.link import CustomerLink, InHouse, RecordLink
from services.quotes.domain.party import Party
from shared.database.session import Session

MOST = 50
"""As many customers of one address as are told apart in a workspace: no other's can crowd them out."""


def find_parties(
    session: Session, *, workspace_id: UUID | None, email_key: str | None, phone: str | None
) -> Sequence[Party]:
    """Everybody whom the address is on file for, customers first and the newest of them; None is all workspaces."""
    if not email_key and not phone:
        return []
    customers = select(Customer.id, _place(Customer.id.desc())).where(_reached_at(Customer, email_key, phone))
    contacts = select(Customer.id, Contact.id.label("contact_id"), _place(Customer.id.desc(), Contact.id))
    contacts = contacts.join(Contact, Contact.customer_id == Customer.id).where(_reached_at(Contact, email_key, phone))
    if workspace_id is not None:
        customers = customers.where(Customer.workspace_id == workspace_id)
        contacts = contacts.where(Customer.workspace_id == workspace_id, Contact.workspace_id == workspace_id)
    own, others = customers.subquery(), contacts.subquery()
    theirs = select(Customer).join(own, own.c.id == Customer.id).where(own.c.place <= MOST)
    found = [Party(one) for one in session.scalars(theirs.order_by(Customer.id.desc()))]
    known = {party.customer.id for party in found}
    through = select(Customer, Contact).join(others, others.c.id == Customer.id)
    through = through.join(Contact, Contact.id == others.c.contact_id).where(others.c.place <= MOST)
    for customer, contact in session.execute(through.order_by(Customer.id.desc(), Contact.id)):
        # One who is on file twice has the rights of the first: of the customer themselves where they are that.
        if customer.id not in known:
            known.add(customer.id)
            found.append(Party(customer, contact))
    return _most_of_each(found)


def get_party(
    session: Session, workspace_id: UUID, *, customer_id: UUID, party_id: UUID, is_proven: Callable[[str], bool]
) -> Party:
    """Who acts for the customer, by an address that they have proven; raises `NotTheirsAnyMore`."""
    mine = Customer.workspace_id == workspace_id, Customer.id == customer_id
    query = select(Customer, Contact).where(*mine)
    query = query.outerjoin(Contact, (Contact.customer_id == Customer.id) & (Contact.id == party_id))
    found = session.execute(query).one_or_none()
    party = Party(*found) if found is not None else None
    if party is None or party.id != party_id or not any(map(is_proven, party.addresses())):
        raise NotTheirsAnyMore("Sign in again: this address is not on file for them any more.")
    return party


def rights_of(session: Session, link: CustomerLink | InHouse) -> Rights:
    """What the holder of `link`, which names its workspace, may do; raises `LinkRevoked` once they are no contact."""
    if not isinstance(link, RecordLink) or link.holder is None:
        return Rights()
    theirs = Contact.workspace_id == link.workspace_id, Contact.id == link.holder
    of_the_customer = Estimate.workspace_id == link.workspace_id, Estimate.id == link.estimate_id
    query = select(Contact).join(Estimate, Estimate.customer_id == Contact.customer_id)
    contact = session.scalar(query.where(*theirs, *of_the_customer))
    if contact is None:
        raise LinkRevoked(link.workspace_id)
    return contact.rights


def _reached_at(table: type[Customer | Contact], email_key: str | None, phone: str | None) -> ColumnElement[bool]:
    return table.email_key == email_key if email_key else table.phone == phone


def _place(*order: ColumnElement[UUID] | InstrumentedAttribute[UUID]) -> Label[int]:
    """Which one of its workspace it is."""
    return func.row_number().over(partition_by=Customer.workspace_id, order_by=order).label("place")


def _most_of_each(found: Sequence[Party]) -> Sequence[Party]:
    told = Counter[UUID]()
    kept = []
    for party in found:
        told[party.customer.workspace_id] += 1
        if told[party.customer.workspace_id] <= MOST:
            kept.append(party)
    return kept
