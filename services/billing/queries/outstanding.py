"""What somebody owes who says by what they are known."""

from uuid import UUID

from sqlalchemy import case, func, select

from services.billing.domain.customer import Customer
from services.billing.domain.invoice import Invoice
from shared.database.session import Session

MOST = 50


def outstanding_invoices(
    session: Session, workspace_id: UUID, *, email: str | None = None, number: str | None = None
) -> list[tuple[Invoice, str | None]]:
    """Those that ask for money, each with the address on file: of the customer whose it is, or the one of that number.

    The address an invoice was issued to counts only where billing has not been told of its customer: people change
    theirs, and an old one may be somebody else's by now.
    """
    on_file = case((Customer.id.is_not(None), Customer.email), else_=Invoice.customer_email)
    asks = Invoice.workspace_id == workspace_id, Invoice.status == "outstanding", Invoice.total > Invoice.paid
    query = select(Invoice, on_file).outerjoin(Customer, Customer.id == Invoice.customer_id).where(*asks)
    by = func.lower(on_file) == email if email is not None else func.upper(Invoice.number) == (number or "").upper()
    found = session.execute(query.where(by).order_by(Invoice.due_on, Invoice.id).limit(MOST))
    return [(invoice, address) for invoice, address in found]
