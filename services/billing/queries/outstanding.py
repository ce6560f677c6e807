"""What somebody owes who says by what they are known."""

from uuid import UUID

from sqlalchemy import case, func, or_, select

from services.billing.domain.customer import Customer, PayingContact
from services.billing.domain.invoice import Invoice
from shared.database.session import Session

MOST = 50


def outstanding_invoices(
    session: Session, workspace_id: UUID, *, email: str | None = None, number: str | None = None
) -> list[tuple[Invoice, str | None]]:
    """Those that ask for money, each with the address on file: of the customer whose it is, or the one of that number.

    By the address of a contact who may pay they are found as well, and go to that.

    The address an invoice was issued to counts only where billing has not been told of its customer: people change
    theirs, and an old one may be somebody else's by now.
    """
    on_file = case((Customer.id.is_not(None), Customer.email), else_=Invoice.customer_email)
    asks = Invoice.workspace_id == workspace_id, Invoice.status == "outstanding", Invoice.total > Invoice.paid
    query = select(Invoice, on_file).outerjoin(Customer, Customer.id == Invoice.customer_id).where(*asks)
    by = func.upper(Invoice.number) == (number or "").upper()
    if email is not None:
        theirs = PayingContact.workspace_id == workspace_id, PayingContact.email == email
        by = or_(
            func.lower(on_file) == email, Invoice.customer_id.in_(select(PayingContact.customer_id).where(*theirs))
        )
    found = session.execute(query.where(by).order_by(Invoice.due_on, Invoice.id).limit(MOST))
    return [
        (invoice, address if email is None or (address and address.lower() == email) else email)
        for invoice, address in found
    ]
