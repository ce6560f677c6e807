"""An invoice with all its money, to be compared with the ledger."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import exists, select

from services.billing.domain.books import Records
from services.billing.domain.credit import CreditUse
from services.billing.domain.dispute import Dispute
from services.billing.domain.invoice import Invoice
from services.billing.domain.ledger import LedgerEntry
from services.billing.domain.offline_payment import OfflinePayment
from services.billing.domain.refund import Refund
from services.billing.queries.checkouts import checkouts_of
from services.billing.queries.credits import uses_of_all
from services.billing.queries.offline_payments import offline_payments_of
from services.billing.queries.reversals import disputes_of_all, refunds_of_all
from shared.database.session import Session

_BATCH = 200
T = TypeVar("T", OfflinePayment, Refund, Dispute, CreditUse)


def all_invoices(session: Session, workspace_id: UUID) -> Iterator[Invoice]:
    """Every invoice, oldest first, a batch at a time."""
    query = select(Invoice).where(Invoice.workspace_id == workspace_id).order_by(Invoice.id).limit(_BATCH)
    batch = session.scalars(query).all()
    while batch:
        yield from batch
        after = batch[-1].id
        session.expunge_all()
        batch = session.scalars(query.where(Invoice.id > after)).all()


def money_of(session: Session, workspace_id: UUID, invoice: Invoice) -> Records:
    """The payments of the invoice, and what has become of them."""
    return money_of_all(session, workspace_id, [invoice])[invoice.id]


def money_of_all(session: Session, workspace_id: UUID, invoices: Sequence[Invoice]) -> dict[UUID, Records]:
    """The same for many at once."""
    ids = [invoice.id for invoice in invoices]
    checkouts = checkouts_of(session, workspace_id, ids)
    offline = _by_invoice(offline_payments_of(session, workspace_id, ids))
    refunds = _by_invoice(refunds_of_all(session, workspace_id, ids))
    disputes = _by_invoice(disputes_of_all(session, workspace_id, ids))
    uses = _by_invoice(uses_of_all(session, workspace_id, ids))
    return {one: Records(checkouts[one], offline[one], refunds[one], disputes[one], uses[one]) for one in ids}


def _by_invoice(rows: Iterable[T]) -> dict[UUID, list[T]]:
    found: dict[UUID, list[T]] = defaultdict(list)
    for row in rows:
        found[row.invoice_id].append(row)
    return found


def invoices_without_entries(session: Session, limit: int) -> list[Invoice]:
    """Those, of all workspaces, that ask for something and are not in the ledger: an earlier release wrote none."""
    mine = LedgerEntry.workspace_id == Invoice.workspace_id, LedgerEntry.invoice_id == Invoice.id
    issued = Invoice.total != 0, Invoice.status != "draft"
    query = select(Invoice).where(*issued, ~exists().where(*mine)).order_by(Invoice.id).limit(limit)
    return list(session.scalars(query.with_for_update(skip_locked=True)))
