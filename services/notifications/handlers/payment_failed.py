"""A payment did not come: the office is told why."""

from services.notifications.domain.notices import payment_failed, payment_url
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.billing import PaymentFailed
from shared.money import Money

_TOLD = {"customer_name", "invoice_number", "currency", "amount", "reason"}


def handle(session: Session, event: PaymentFailed) -> None:
    locale = get_workspace(session, event.workspace_id).locale
    amount = Money(event.amount, event.currency)
    tell_office(
        session,
        event=event,
        kind="payment_failed",
        title="Payment failed",
        text=payment_failed(event.customer_name, event.invoice_number, amount, locale, event.reason),
        url=payment_url(event.estimate_id),
        record_id=event.invoice_id,
        at=event.envelope.time,
        facts=_TOLD,
    )
