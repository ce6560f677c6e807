"""Record money that has not come through Stripe."""

from datetime import date, datetime
from uuid import UUID

from services.billing.adapters.payment_links import PaymentLinks
from services.billing.domain.errors import ExceedsDue
from services.billing.domain.offline_payment import Method, OfflinePayment
from services.billing.domain.postings import paid_offline
from services.billing.queries.invoices import lock_invoice
from services.billing.queries.ledger import write_down
from services.billing.queries.workspaces import workspace_of
from services.billing.usecases.close_page import close_page
from services.billing.usecases.pass_on_deposit import pass_on_deposit
from services.billing.usecases.tell_paid import tell_paid
from shared.database.session import Session
from shared.events.billing import PaymentSucceeded
from shared.ids import new_id
from shared.messaging.outbox import publish
from shared.money import Money


def record_payment(
    session: Session,
    *,
    workspace_id: UUID,
    invoice_id: UUID,
    amount: int,
    method: Method,
    reference: str | None,
    received_on: date,
    recorded_by: str,
    links: PaymentLinks,
    now: datetime,
) -> OfflinePayment:
    """Part or all of what is due has come; the payment page, which asks for what was due before, is closed.

    Raises `ExceedsDue`, or what keeps the invoice from being paid at all.
    """
    invoice = lock_invoice(session, workspace_id, invoice_id)
    invoice.check_takes_money()
    if amount > invoice.amount_due:
        due = Money(invoice.amount_due, invoice.currency).format()
        raise ExceedsDue(f"{due} of {invoice.number} is due. Record no more than that.", field="amount")
    payment = OfflinePayment(
        id=new_id(),
        workspace_id=workspace_id,
        invoice_id=invoice_id,
        amount=amount,
        currency=invoice.currency,
        method=method,
        reference=reference,
        received_on=received_on,
        recorded_at=now,
        recorded_by=recorded_by,
    )
    session.add(payment)
    invoice.receive(amount, now)
    write_down(session, workspace_id, paid_offline(invoice, payment))
    close_page(session, invoice=invoice)
    publish(session, _succeeded(payment))
    if invoice.status == "paid":
        link = links.link(workspace_of(session, workspace_id), invoice, now)
        tell_paid(session, invoice=invoice, method=method, link=link, now=now)
    pass_on_deposit(session, deposit=invoice, now=now)
    return payment


def _succeeded(payment: OfflinePayment) -> PaymentSucceeded:
    return PaymentSucceeded(
        workspace_id=payment.workspace_id,
        payment_id=payment.id,
        invoice_id=payment.invoice_id,
        currency=payment.currency,
        amount=payment.amount,
        payment_method=payment.method,
    )
