"""Seal what waits to be: left behind by a dead worker, not sealable before, or accepted before there were seals."""

from datetime import timedelta

from services.quotes.queries.documents import add_missing_documents
from services.quotes.tasks.seal_pdf import seal_claimed
from services.quotes.usecases.claim_due_document import claim_due_document
from shared.clock import utc_now
from shared.service import Context

BATCH = 200
GRACE = timedelta(minutes=1)
"""How long an acceptance's own task has before the sweep thinks of it."""


def run(context: Context) -> None:
    """Seals up to a batch, one after the other; ends at the first that cannot be sealed. Without a key nothing is due."""
    if not context.adapters.seal.has_key:
        return
    with context.database.begin() as session:
        add_missing_documents(session, before=utc_now() - GRACE, now=utc_now(), limit=BATCH)
    for _ in range(BATCH):
        with context.database.begin() as session:
            document = claim_due_document(session, now=utc_now())
        if document is None or not seal_claimed(context, document):
            return
