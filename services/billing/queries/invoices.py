"""Invoices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from services.billing.domain.errors import InvoiceNotFound
from services.billing.domain.invoice import Invoice
from services.billing.domain.numbering import FIRST, INVOICES, Counter, invoice_number
from shared.database.session import Session
from shared.database.upsert import insert_into

MOST_SHOWN = 100


def next_number(session: Session, workspace_id: UUID) -> str:
    """Takes the workspace's next invoice number; without gaps, since it is given back when the transaction fails."""
    first = insert_into(session, Counter).values(workspace_id=workspace_id, name=INVOICES, last=FIRST)
    key = ["workspace_id", "name"]
    taken = first.on_conflict_do_update(index_elements=key, set_={"last": Counter.last + 1}).returning(Counter.last)
    return invoice_number(session.execute(taken).scalar_one())


def invoice_of(session: Session, workspace_id: UUID, invoice_id: UUID) -> Invoice:
    """The invoice; raises `InvoiceNotFound`."""
    return _one(session.scalars(_by_id(workspace_id, invoice_id)).one_or_none())


def shown_invoice(session: Session, workspace_id: UUID, invoice_id: UUID) -> Invoice:
    """The invoice, as long as customers may see it: a draft is not there for them. Raises `InvoiceNotFound`."""
    invoice = invoice_of(session, workspace_id, invoice_id)
    return _one(None if invoice.status == "draft" else invoice)


def lock_invoice(session: Session, workspace_id: UUID, invoice_id: UUID) -> Invoice:
    """The invoice, held until the transaction ends: who changes it or a payment of it holds it first."""
    # Read again even if the session has it: what it was before the lock may have changed meanwhile.
    locked = _by_id(workspace_id, invoice_id).with_for_update().execution_options(populate_existing=True)
    return _one(session.scalars(locked).one_or_none())


def lock_invoices(
    session: Session, workspace_id: UUID, *, estimate_id: UUID | None, customer_id: UUID | None
) -> Sequence[Invoice]:
    """The invoices of the estimate, or else of the customer, held until the transaction ends."""
    whose = Invoice.estimate_id == estimate_id if estimate_id is not None else Invoice.customer_id == customer_id
    # In one order, so that two who do this at once do not wait for each other.
    query = select(Invoice).where(Invoice.workspace_id == workspace_id, whose).order_by(Invoice.id)
    return session.scalars(query.with_for_update()).all()


def deposit_of(session: Session, workspace_id: UUID, estimate_id: UUID) -> Invoice | None:
    """The deposit invoice of the estimate."""
    mine = Invoice.workspace_id == workspace_id, Invoice.estimate_id == estimate_id, Invoice.kind == "deposit"
    return session.scalars(select(Invoice).where(*mine)).one_or_none()


def invoices_of_customer(session: Session, workspace_id: UUID, customer_id: UUID) -> Sequence[Invoice]:
    """What the customer was sent and that was not withdrawn, newest first."""
    mine = Invoice.workspace_id == workspace_id, Invoice.customer_id == customer_id
    shown = Invoice.status.not_in(("draft", "void"))
    return session.scalars(select(Invoice).where(*mine, shown).order_by(Invoice.id.desc()).limit(MOST_SHOWN)).all()


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFilter:
    """Which invoices are wanted; `open` are all that ask for money."""

    estimate_id: UUID | None = None
    customer_id: UUID | None = None
    state: str | None = None
    search: str = ""


def invoices_page(
    session: Session, workspace_id: UUID, *, wanted: InvoiceFilter, today: date, before: UUID | None, limit: int
) -> list[Invoice]:
    """The newest invoices of those wanted that are older than `before`."""
    query = select(Invoice).where(Invoice.workspace_id == workspace_id, *_conditions(wanted, today))
    if before is not None:
        query = query.where(Invoice.id < before)
    return list(session.scalars(query.order_by(Invoice.id.desc()).limit(limit)))


def invoices_issued(session: Session, workspace_id: UUID, since: date | None, until: date | None) -> Iterator[Invoice]:
    """Those issued on the days from one to the other (UTC), oldest first; drafts are not among them."""
    query = select(Invoice).where(Invoice.workspace_id == workspace_id, Invoice.status != "draft")
    if since is not None:
        query = query.where(Invoice.issued_at >= datetime.combine(since, time(), UTC))
    if until is not None:
        query = query.where(Invoice.issued_at < datetime.combine(until + timedelta(days=1), time(), UTC))
    # Not streamed: a reading session has no transaction, without which PostgreSQL keeps no cursor.
    yield from session.scalars(query.order_by(Invoice.issued_at, Invoice.id))


def _conditions(wanted: InvoiceFilter, today: date) -> Iterator[ColumnElement[bool]]:
    if wanted.estimate_id is not None:
        yield Invoice.estimate_id == wanted.estimate_id
    if wanted.customer_id is not None:
        yield Invoice.customer_id == wanted.customer_id
    if wanted.state in {"open", "overdue"}:
        yield Invoice.status.in_(("outstanding", "processing"))
    elif wanted.state is not None:
        yield Invoice.status == wanted.state
    if wanted.state == "overdue":
        yield Invoice.due_on < today
    if wanted.search:
        places = (Invoice.number, Invoice.title, Invoice.customer_name, Invoice.customer_email)
        yield or_(*(place.icontains(wanted.search, autoescape=True) for place in places))


def _by_id(workspace_id: UUID, invoice_id: UUID) -> Select[Invoice]:
    return select(Invoice).where(Invoice.workspace_id == workspace_id, Invoice.id == invoice_id)


def _one(invoice: Invoice | None) -> Invoice:
    if invoice is None:
        raise InvoiceNotFound("There is no such invoice here. Check the link, or look it up in the list of invoices.")
    return invoice
