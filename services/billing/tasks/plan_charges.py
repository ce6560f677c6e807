"""Have what is due charged to saved cards."""

from services.billing.usecases.plan_charges import plan_charges
from shared.clock import utc_now
from shared.service import Context


def run(context: Context) -> None:
    """A batch after the other, so that none holds the database for long."""
    after, more = None, context.adapters.takes_payments
    while more:
        with context.database.begin() as session:
            after = plan_charges(session, now=utc_now(), after=after)
        more = after is not None
