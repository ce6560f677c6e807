"""Money could not be given back: the office is told, since a person has to see to it."""

from services.notifications.domain.notices import invoice_url, refund_failed
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.tell_office import tell_office
from shared.database.session import Session
from shared.events.billing import RefundFailed
from shared.money import Money

_TOLD = {"customer_name", "invoice_number", "currency", "amount", "reason"}


def handle(session: Session, event: RefundFailed) -> None:
    locale = get_workspace(session, event.workspace_id).locale
    amount = Money(event.amount, event.currency)
    tell_office(
        session,
        event=event,
        kind="refund_failed",
        title="Refund failed",
        text=refund_failed(event.customer_name, event.invoice_number, amount, locale, event.reason),
        url=invoice_url(event.invoice_id),
        record_id=event.invoice_id,
        at=event.envelope.time,
        facts=_TOLD,
    )
