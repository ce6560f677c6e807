"""What has moved on the account of a customer."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.billing.domain.invoice import Invoice
from services.billing.domain.ledger import Account, LedgerEntry, LedgerLine
from services.billing.domain.statement import Movement
from shared.database.session import Session


def movements_of(session: Session, workspace_id: UUID, customer_id: UUID, until: datetime) -> list[Movement]:
    """All entries of the ledger that are about the customer, until then, oldest first."""
    mine = LedgerEntry.workspace_id == workspace_id, LedgerEntry.customer_id == customer_id, LedgerEntry.at < until
    query = select(LedgerEntry, Invoice.number, Invoice.title, LedgerLine.account, LedgerLine.amount)
    joined = query.join(LedgerLine).join(Invoice, Invoice.id == LedgerEntry.invoice_id)
    entries: dict[UUID, tuple[LedgerEntry, str, str]] = {}
    moved: dict[UUID, dict[Account, int]] = defaultdict(dict)
    for entry, number, title, account, amount in session.execute(
        joined.where(*mine).order_by(LedgerEntry.at, LedgerEntry.id, LedgerLine.position)
    ):
        entries[entry.id] = entry, number, title
        moved[entry.id][account] = moved[entry.id].get(account, 0) + amount
    return [
        Movement(entry.at, entry.kind, entry.currency, number, title, moved[entry.id])
        for entry, number, title in entries.values()
    ]
