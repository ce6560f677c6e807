"""The ledger."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import func, insert, or_, select

from services.billing.domain.ledger import Account, LedgerEntry, LedgerLine, Posting
from shared import causality
from shared.database.session import Session
from shared.database.upsert import insert_into
from shared.ids import new_id


def write_down(session: Session, workspace_id: UUID, posting: Posting | None) -> bool:
    """Writes the movement down; False where its cause is in the ledger already, or where nothing moved."""
    if posting is None:
        return False
    entry = {
        "id": new_id(),
        "workspace_id": workspace_id,
        "cause": posting.cause,
        "kind": posting.kind,
        "currency": posting.currency,
        "invoice_id": posting.invoice_id,
        "customer_id": posting.customer_id,
        "at": posting.at,
        "correlation_id": causality.current().correlation_id,
    }
    statement = insert_into(session, LedgerEntry).values(entry)
    once = statement.on_conflict_do_nothing(index_elements=["workspace_id", "cause"]).returning(LedgerEntry.id)
    if session.execute(once).first() is None:
        return False
    lines = [
        {
            "entry_id": entry["id"],
            "position": position,
            "workspace_id": workspace_id,
            "account": account,
            "amount": amount,
            "currency": posting.currency,
        }
        for position, (account, amount) in enumerate(posting.lines)
    ]
    session.execute(insert(LedgerLine), lines)
    return True


def unbalanced_entries(session: Session, workspace_id: UUID) -> list[str]:
    """The causes of entries that have come from nowhere or gone nowhere: there can be none."""
    added = func.coalesce(func.sum(LedgerLine.amount), 0)
    mine = LedgerEntry.workspace_id == workspace_id
    odd = or_(added != 0, func.count(LedgerLine.position) < 2)  # noqa: PLR2004 - from somewhere, to somewhere
    query = select(LedgerEntry.cause).outerjoin(LedgerLine).where(mine).group_by(LedgerEntry.id, LedgerEntry.cause)
    return list(session.scalars(query.having(odd)))


def entries_of(session: Session, workspace_id: UUID, invoice_id: UUID) -> dict[str, dict[Account, int]]:
    """What each cause has moved of the invoice's money, by account."""
    mine = LedgerEntry.workspace_id == workspace_id, LedgerEntry.invoice_id == invoice_id
    query = select(LedgerEntry.cause, LedgerLine.account, LedgerLine.amount).join(LedgerLine).where(*mine)
    found: dict[str, dict[Account, int]] = defaultdict(dict)
    for cause, account, amount in session.execute(query.order_by(LedgerEntry.id, LedgerLine.position)):
        found[cause][account] = found[cause].get(account, 0) + amount
    return dict(found)


def balances(session: Session, workspace_id: UUID) -> dict[tuple[Account, str], int]:
    """What each account stands at, in each currency."""
    query = select(LedgerLine.account, LedgerLine.currency, func.sum(LedgerLine.amount))
    mine = query.where(LedgerLine.workspace_id == workspace_id).group_by(LedgerLine.account, LedgerLine.currency)
    return {(account, currency): int(total) for account, currency, total in session.execute(mine)}
