"""Write down what was there before there was a ledger."""

from services.billing.usecases.open_books import BATCH, open_books
from shared.service import Context


def run(context: Context) -> None:
    """A batch after the other, so that none holds the database for long; nothing to do once all is written down."""
    full = True
    while full:
        with context.database.begin() as session:
            full = open_books(session) == BATCH
