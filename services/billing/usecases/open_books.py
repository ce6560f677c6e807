"""Open the books: write down what was there before there was a ledger."""

from services.billing.domain.books import postings_of
from services.billing.queries.ledger import write_down
from services.billing.queries.records import invoices_without_entries, money_of
from shared.database.session import Session
from shared.messaging.outbox import enqueue

BATCH = 200


def open_books(session: Session) -> int:
    """Takes in what an earlier release has made, and may still make while it runs beside this one; how many invoices."""
    found = invoices_without_entries(session, BATCH)
    for invoice in found:
        records = money_of(session, invoice.workspace_id, invoice)
        for posting in postings_of(invoice, records):
            write_down(session, invoice.workspace_id, posting)
        for checkout in records.checkouts:
            if checkout.has_money:
                # What went back of it, Stripe knows.
                whose = {"workspace_id": str(invoice.workspace_id), "checkout_id": str(checkout.id)}
                enqueue(session, "billing.sync_reversals", due_at=None, **whose)
    return len(found)
