"""Sweep for estimates whose last day has passed."""

from services.quotes.usecases.expire_estimates import expire_estimates
from shared.clock import utc_now
from shared.service import Context

BATCH = 100


def run(context: Context, batch: int = BATCH) -> None:
    """Expires all there are, batch by batch, so that no transaction is long."""
    while True:
        with context.database.begin() as session:
            expired = expire_estimates(session, now=utc_now(), limit=batch)
        if expired < batch:
            return
