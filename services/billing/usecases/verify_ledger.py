"""Check the books of a workspace: against themselves, and against what its invoices and payments say."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from services.billing.domain.books import disagreements
from services.billing.queries.ledger import entries_of, unbalanced_entries
from services.billing.queries.records import all_invoices, money_of
from shared.database.session import Session


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit; `place` names the record."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what does not fit."""

    invoices: int
    entries: int
    findings: list[Finding]


def verify_ledger(session: Session, *, workspace_id: UUID) -> Verified:
    """Whether every entry balances, every invoice is owed what the ledger says, and every payment and refund is in it."""
    findings = [
        Finding(cause, "its lines do not add up to nothing") for cause in unbalanced_entries(session, workspace_id)
    ]
    invoices = entries = 0
    for number, found, written in _compared(session, workspace_id):
        invoices, entries = invoices + 1, entries + written
        findings += [Finding(number, reason) for reason in found]
    return Verified(invoices, entries, findings)


def _compared(session: Session, workspace_id: UUID) -> Iterator[tuple[str, list[str], int]]:
    for invoice in all_invoices(session, workspace_id):
        written = entries_of(session, workspace_id, invoice.id)
        yield (
            invoice.number,
            list(disagreements(invoice, money_of(session, workspace_id, invoice), written)),
            len(written),
        )
