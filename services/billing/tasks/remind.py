"""Remind customers of what they owe."""

from services.billing.usecases.remind_due import remind_due
from shared.clock import utc_now
from shared.service import Context


def run(context: Context) -> None:
    """A batch after the other, so that none holds the database for long."""
    after, more = None, True
    while more:
        with context.database.begin() as session:
            after = remind_due(session, links=context.adapters.links, now=utc_now(), after=after)
        more = after is not None
