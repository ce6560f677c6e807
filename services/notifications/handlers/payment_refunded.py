"""Money has gone back to a customer: the office is told why."""

from services.notifications.domain.notices import payment_refunded, payment_url
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.billing import PaymentRefunded
from shared.money import Money

_TOLD = {"customer_name", "invoice_number", "currency", "amount", "cause"}


def handle(session: Session, event: PaymentRefunded) -> None:
    locale = get_workspace(session, event.workspace_id).locale
    amount = Money(event.amount, event.currency)
    tell_office(
        session,
        event=event,
        kind="payment_refunded",
        title="Payment refunded",
        text=payment_refunded(event.customer_name, event.invoice_number, amount, locale, event.cause),
        url=payment_url(event.estimate_id),
        record_id=event.invoice_id,
        at=event.envelope.time,
        facts=_TOLD,
    )
