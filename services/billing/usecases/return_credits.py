"""Have credits no longer pay for an invoice."""

from collections.abc import Iterable
from datetime import datetime

from services.billing.domain.credit import CreditUse
from services.billing.domain.invoice import Invoice
from services.billing.domain.postings import unrewarded
from services.billing.queries.credits import lock_credits
from services.billing.queries.ledger import write_down
from services.billing.usecases.close_page import close_page
from shared.database.session import Session
from shared.events.billing import InvoiceCreditWithdrawn
from shared.messaging.outbox import publish


def return_credits(session: Session, *, invoice: Invoice, uses: Iterable[CreditUse], now: datetime) -> None:
    """Those `uses` of it are over, and the invoice, which is held, asks for the money again."""
    known = {one.id: one for one in lock_credits(session, invoice.workspace_id, invoice.customer_id, invoice.currency)}
    for use in uses:
        credit = known[use.credit_id]
        credit.return_from(invoice, use, now)
        write_down(session, invoice.workspace_id, unrewarded(invoice, use, now))
        close_page(session, invoice=invoice)
        publish(
            session,
            InvoiceCreditWithdrawn(
                workspace_id=invoice.workspace_id,
                invoice_id=invoice.id,
                number=invoice.number,
                customer_id=invoice.customer_id,
                reward_id=credit.reward_id,
                currency=invoice.currency,
                amount=use.amount,
                amount_due=invoice.amount_due,
            ),
        )
