"""A customer's bank wants a payment back, or has decided: the office is told."""

from services.notifications.domain.notices import invoice_url, payment_disputed
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.billing import PaymentDisputed
from shared.money import Money

_TOLD = {"customer_name", "invoice_number", "currency", "amount", "reason", "outcome"}


def handle(session: Session, event: PaymentDisputed) -> None:
    locale = get_workspace(session, event.workspace_id).locale
    amount = Money(event.amount, event.currency)
    tell_office(
        session,
        event=event,
        kind="payment_disputed",
        title="Payment disputed",
        text=payment_disputed(event.customer_name, event.invoice_number, amount, locale, event.outcome),
        url=invoice_url(event.invoice_id),
        record_id=event.invoice_id,
        at=event.envelope.time,
        facts=_TOLD,
    )
