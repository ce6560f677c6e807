"""Find payments that Stripe has not spoken of for a while."""

from services.billing.usecases.plan_checks import plan_checks
from shared.clock import utc_now
from shared.service import Context


def run(context: Context) -> None:
    """Reconciliation: what a lost webhook, a crash or an outage has left is checked, ever less often."""
    if not context.adapters.takes_payments:
        return
    with context.database.begin() as session:
        plan_checks(session, now=utc_now())
